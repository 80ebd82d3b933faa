using Heed.Golden;
using Heed.Tests.Conformance;

namespace Heed.Tests.Golden;

/// <summary>Numbers made under another convention are refused, and the report says which convention it was.</summary>
public sealed class DiagnosisTests
{
    [Theory]
    [InlineData("sliding-window", "B1H2N7D4-w3", "sliding-window(4)", "w + 1")]
    [InlineData("sliding-window", "B1H2N7D4-w3", "sliding-window(2)", "w − 1")]
    [InlineData("causal", "B1H2N3D4M7", "causal(top-left)", "top-left")]
    [InlineData("rope", "B1H2N5D8-halves", "rope(pairing=adjacent)", "adjacent features")]
    [InlineData("rope", "B1H2N5D8-adjacent", "rope", "RoPE on halves")]
    [InlineData("alibi", "B1H3N4D3M6", "alibi(signed)", "signed ALiBi")]
    [InlineData("scaled-dot-product", "B1H2N5D4", "scaled-dot-product(scale=1)", "not divided by √d")]
    [InlineData("sliding-window", "B1H2N7D4-w3", "dilated-window(2, 1)", "w − 1 after it")]
    [InlineData("scaled-dot-product", "B1H2N5D4", "scaled-dot-product(scale=0.25)", "√d twice")]
    [InlineData("luong-dot", "B2N3M7D4", "scaled-dot-product", "scores divided by √d")]
    public void Another_choice_of_an_argument_is_named(string id, string name, string expression, string words)
    {
        // With a causal mask nothing lies ahead, and both distances agree.
        var options = id == "alibi" ? new Dictionary<string, object>() : null;
        var changed = Changed(id, name, options, (_, run) =>
            Expression.Parse(expression).ToMechanism().Attend(run.Inputs["q"], run.Inputs["k"], run.Inputs["v"]));
        AssertNames(words, id, changed);
    }

    [Fact]
    public void A_mask_that_was_aligned_bottom_right_is_named()
    {
        var options = new Dictionary<string, object> { ["alignment"] = "top-left" };
        AssertNames("bottom-right", "causal", Changed("causal", "B1H2N3D4M7", options, (m, run) =>
            Expression.Parse("causal").ToMechanism().Attend(run.Inputs["q"], run.Inputs["k"], run.Inputs["v"])));
    }

    [Fact]
    public void Heads_that_were_dealt_in_turn_are_named() =>
        AssertNames("i mod G", "grouped-query", Changed("grouped-query", "B1H4N5D4G2", null, (m, run) =>
            m.Attend(run.Inputs["q"], run.Inputs["k"].repeat(1, 2, 1, 1), run.Inputs["v"].repeat(1, 2, 1, 1))));

    [Fact]
    public void Two_other_choices_at_once_are_both_named()
    {
        var (_, detail) = GoldenCheck.Run("sliding-window", Changed("sliding-window", "B1H2N4D3M9-w2", null, (_, run) =>
            Expression.Parse("sliding-window(3, alignment=top-left)").ToMechanism()
                .Attend(run.Inputs["q"], run.Inputs["k"], run.Inputs["v"])));
        Assert.Contains("w + 1", detail);
        Assert.Contains("top-left", detail);
    }

    [Theory]
    [InlineData("gla")]
    [InlineData("simple-gla")]
    [InlineData("gated-delta-net")]
    public void A_decay_that_was_given_as_a_multiplier_is_named(string id)
    {
        var golden = File(id).Cases[0];
        var decay = golden.Inputs["log_decay"];
        var inputs = new Dictionary<string, Numbers>(
            golden.Inputs)
        { ["log_decay"] = decay with { Data = [.. decay.Data.Select(Math.Exp)] } };
        AssertNames("multiplier itself", id, OutputOnly(golden) with { Inputs = inputs });
    }

    [Fact]
    public void Numbers_that_no_convention_explains_get_no_explanation()
    {
        var (status, detail) = GoldenCheck.Run("causal", Changed("causal", "B1H2N5D4", null, (_, run) => run.Inputs["v"] + 1));
        Assert.Equal(GoldenStatus.Differs, status);
        Assert.DoesNotContain("would match", detail);
        Assert.Matches(@"output: max \|Δ\| \S+ at \[\d+, \d+, \d+, \d+\]", detail);
    }

    [Fact]
    public void A_wrong_gradient_of_a_right_output_is_no_matter_of_convention()
    {
        var golden = File("causal").Cases[0];
        var dq = golden.Outputs["dq"];
        var outputs = new Dictionary<string, Numbers>(golden.Outputs) { ["dq"] = dq with { Data = [.. dq.Data.Select(x => x + 1)] } };
        var (status, detail) = GoldenCheck.Run("causal", golden with { Outputs = outputs });
        Assert.Equal(GoldenStatus.Differs, status);
        Assert.StartsWith("dq: max", detail);
        Assert.DoesNotContain("would match", detail);
    }

    private static void AssertNames(string words, string id, GoldenCase changed)
    {
        var (status, detail) = GoldenCheck.Run(id, changed);
        Assert.Equal(GoldenStatus.Differs, status);
        Assert.Contains("would match", detail);
        Assert.Contains(words, detail);
    }

    private static GoldenCase Changed(string id, string name, Dictionary<string, object>? options, Func<Mechanism, GoldenRun, Tensor> other)
    {
        var golden = OutputOnly(File(id).Cases.Single(c => c.Name == name));
        if (options is not null) golden = golden with { Options = options };
        var run = GoldenRun.Of(id, golden, torch.ScalarType.Float64);
        var output = other(run.Expression.ToMechanism(), run);
        return golden with
        {
            Outputs = new Dictionary<string, Numbers>
            {
                ["output"] = new(
            output.shape, [.. output.contiguous().data<double>()], false)
            }
        };
    }

    private static GoldenCase OutputOnly(GoldenCase golden) =>
        golden with { Outputs = new Dictionary<string, Numbers> { ["output"] = golden.Outputs["output"] } };

    private static GoldenFile File(string id) => GoldenFile.Read(Path.Combine(Folders.Golden, id + ".json"));
}
