namespace Heed.Tests.Bridge;

/// <summary>The kernel computes what the definition does, forward and backward.</summary>
public sealed class AgreementTests
{
    private const int Compositions = 25;

    private static readonly string[] Masks =
        ["", "keys blind", "pairs", "pairs own", "bias", "bias own head", "bias hidden", "bias head keys pairs"];

    public static TheoryData<string> Words() => [.. Heed.Catalog.All.Where(e => Call.HasKernel(e.Mechanism)).Select(e => e.Card.Id)];

    [Theory, MemberData(nameof(Words))]
    public void A_word_with_a_kernel_agrees_under_every_mask(string id)
    {
        var mechanism = Heed.Catalog.Find(id)!.Mechanism;
        for (var i = 0; i < Masks.Length; i++)
            if (Call.Hides(mechanism, Masks[i])) new Call(mechanism, i, masks: Masks[i]).Judge();
    }

    [Theory, MemberData(nameof(Words))]
    public void A_word_with_a_kernel_agrees_when_there_are_more_keys_or_more_queries(string id)
    {
        var mechanism = Heed.Catalog.Find(id)!.Mechanism;
        new Call(mechanism, 1, n: 5, m: 40).Judge();
        new Call(mechanism, 2, n: 33, m: 70, groups: 1).Judge();
        new Call(mechanism, 3, n: 20, m: 7, groups: 4).Judge();
        new Call(mechanism, 4, n: 1, m: 1).Judge();
    }

    [Fact]
    public void Compositions_agree()
    {
        var drawn = Enumerable.Range(0, int.MaxValue)
            .Select(seed => (Seed: seed, Mechanism: Expressions.Words.Composable(seed).ToMechanism()));
        foreach (var (seed, mechanism) in drawn.Where(c => Call.HasKernel(c.Mechanism)).Take(Compositions))
        {
            var random = new Random(seed);
            var (n, m, groups) = (random.Next(1, 41), random.Next(1, 41), 1 << random.Next(3));
            var masks = Masks[random.Next(Masks.Length)];
            new Call(mechanism, n, n, m, groups: groups, masks: Call.Hides(mechanism, masks) ? masks : "keys blind").Judge();
        }
    }

    [Theory]
    [InlineData("causal")]
    [InlineData("rope + causal")]
    [InlineData("cosine + learned-sink")]
    public void What_stands_behind_a_mask_reaches_nothing(string text)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(text).ToMechanism();
        var call = new Call(mechanism, 7);
        var hidden = torch.arange(9).eq(5);
        var mask = Mask.Keys(hidden.logical_not().expand(2, -1));
        foreach (var poison in new[] { float.NaN, float.PositiveInfinity })
        {
            var leaves = call.Inputs.ToDictionary(p => p.Key, p => p.Value.detach().clone().requires_grad_(true));
            Tensor k = torch.where(hidden.unsqueeze(-1), poison, leaves["k"]), v = torch.where(hidden.unsqueeze(-1), poison, leaves["v"]);
            var read = mechanism.Attend(leaves["q"], k, v, mask, call.Signals(leaves), route: Route.Kernel);
            var clean = mechanism.Attend(leaves["q"], leaves["k"], leaves["v"], mask, call.Signals(leaves), route: Route.Kernel);
            Assert.True(torch.allclose(read, clean, rtol: 0, atol: 1e-6));
            Call.Loss(read).backward();
            Assert.All(leaves, p => Assert.True(p.Value.grad!.isfinite().all().ToBoolean(), p.Key));
        }
    }

    [Fact]
    public void Every_word_of_the_family_has_a_kernel_or_says_why_not() =>
        Assert.All(Heed.Catalog.All, e =>
            Assert.True(e.Mechanism.NoKernel is null || e.Mechanism.NoKernel.Contains(e.Card.Id), $"{e.Card.Id}: {e.Mechanism.NoKernel}"));
}
