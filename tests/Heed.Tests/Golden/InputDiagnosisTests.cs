using Heed.Golden;
using Heed.Tests.Conformance;

namespace Heed.Tests.Golden;

/// <summary>Inputs that were understood in another way are named too: masks, layouts, decays, lengths.</summary>
public sealed class InputDiagnosisTests
{
    [Theory]
    [InlineData("mask", "the mask inverted")]
    [InlineData("key_mask", "the key_mask inverted")]
    public void A_mask_that_hides_where_ours_shows_is_named(string kind, string words)
    {
        var golden = Case("scaled-dot-product", "B1H2N5D4");
        var hidden = kind == "mask" ? torch.ones(1, 2, 5, 5).triu(2).eq(1) : torch.arange(5).lt(2).unsqueeze(0);
        var mask = kind == "mask" ? Mask.Pairs(hidden.logical_not()) : Mask.Keys(hidden.logical_not());
        var given = new Numbers(hidden.shape, [.. hidden.to(torch.float64).contiguous().data<double>()], true);
        AssertNames(words, "scaled-dot-product", Of(golden, run => Attend("scaled-dot-product", run.Inputs, mask), (kind, given)));
    }

    [Fact]
    public void Tokens_before_heads_are_named()
    {
        var golden = Case("causal", "B1H2N5D4");
        var inputs = golden.Inputs.Select(i => (i.Key, Of(i.Value.ToTensor(torch.ScalarType.Float64).transpose(1, 2)))).ToArray();
        AssertNames("(B, N, H, D)", "causal", Of(golden, run => Attend("causal", run.Inputs, Mask.None).transpose(1, 2), inputs));
    }

    [Fact]
    public void A_bias_under_the_cap_is_named()
    {
        var bias = torch.arange(50, torch.float64).view(1, 2, 5, 5).cos() * 2;
        var golden = Of(Case("soft-cap", "B1H2N5D4-c2"), run =>
        {
            var scores = (run.Inputs["q"].matmul(run.Inputs["k"].mT) / 2) + bias;          // √d = 2
            return (2 * (scores / 2).tanh()).softmax(-1).matmul(run.Inputs["v"]);
        }, ("bias", Of(bias)));
        AssertNames("before the soft cap", "soft-cap", golden);
    }

    [Theory]
    [InlineData("a logarithm to base 2")]
    [InlineData("one token later")]
    [InlineData("one token earlier")]
    public void A_decay_of_another_base_or_place_is_named(string words)
    {
        var golden = Case("gla", "B1H2N5D4Dv4");
        var given = golden.Inputs["log_decay"].ToTensor(torch.ScalarType.Float64);
        var none = torch.zeros_like(given.narrow(2, 0, 1));
        var read = words.Contains("base") ? given * Math.Log(2)
            : words.Contains("later") ? torch.cat([none, given.narrow(2, 0, given.shape[2] - 1)], 2)
            : torch.cat([given.narrow(2, 1, given.shape[2] - 1), none], 2);
        AssertNames(words, "gla", Of(golden, run =>
            Attend("gla", run.Inputs.Select((name, x) => name == "log_decay" ? read : x), Mask.None)));
    }

    [Fact]
    public void Queries_and_keys_of_length_one_are_named() =>
        AssertNames("queries and keys brought to length one", "scaled-dot-product", Of(Case("scaled-dot-product", "B1H2N5D4"), run =>
            Attend("scaled-dot-product", run.Inputs.Select((name, x) => name == "v" ? x : x / x.norm(-1, true, 2)), Mask.None)));

    [Theory]
    [InlineData(2, "first half")]
    [InlineData(4, "first quarter")]
    public void Features_that_were_rotated_in_part_are_named(int share, string words) =>
        AssertNames(words, "rope", Of(Case("rope", "B1H2N5D8-halves"), run =>
        {
            var rotated = 8 / share;
            return Attend("scaled-dot-product", run.Inputs.Select((name, x) => name == "v" ? x
                : torch.cat([Rotated(x.narrow(-1, 0, rotated)), x.narrow(-1, rotated, 8 - rotated)], -1)), Mask.None);
        }));

    /// <summary>RoPE on halves, from its definition: feature a and a + d/2 turn by i · 10000^(−2a/d).</summary>
    private static Tensor Rotated(Tensor x)
    {
        var (tokens, half) = (x.shape[2], x.shape[3] / 2);
        var slowness = torch.pow(10000.0, -torch.arange(half, torch.float64) / half);
        var angle = torch.arange(tokens, torch.float64).unsqueeze(-1) * slowness;
        var (first, second) = (x.narrow(-1, 0, half), x.narrow(-1, half, half));
        return torch.cat([(first * angle.cos()) - (second * angle.sin()), (first * angle.sin()) + (second * angle.cos())], -1);
    }

    private static Tensor Attend(string expression, SignalSet inputs, Mask mask) =>
        Expression.Parse(expression).ToMechanism().Attend(inputs, mask);

    private static Numbers Of(Tensor tensor) => new(tensor.shape, [.. tensor.contiguous().data<double>()], false);

    private static GoldenCase Of(GoldenCase golden, Func<GoldenRun, Tensor> other, params (string Name, Numbers Value)[] inputs)
    {
        var plain = golden with { Options = new Dictionary<string, object>() };
        var expected = Of(other(GoldenRun.Of("causal", plain, torch.ScalarType.Float64)));
        var given = new Dictionary<string, Numbers>(golden.Inputs);
        foreach (var (name, value) in inputs) given[name] = value;
        return golden with { Inputs = given, Outputs = new Dictionary<string, Numbers> { ["output"] = expected } };
    }

    private static GoldenCase Case(string id, string name) =>
        GoldenFile.Read(Path.Combine(Folders.Golden, id + ".json")).Cases.Single(c => c.Name == name);

    private static void AssertNames(string words, string id, GoldenCase changed)
    {
        var (status, detail) = GoldenCheck.Run(id, changed);
        Assert.Equal(GoldenStatus.Differs, status);
        Assert.Contains("would match", detail);
        Assert.Contains(words, detail);
    }
}
