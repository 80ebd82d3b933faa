using Heed.Laws;

namespace Heed.Tests.Checkers;

/// <summary>A bound that nothing comes near would let real faults through: each is used to a share that is asked for here.</summary>
public sealed class BoundTests
{
    /// <summary>Of a bound on rounding, which another machine may use four times less of.</summary>
    private const double Sensible = 1.0 / 250;

    private static readonly string[] Rounding = ["forward-attention", "luong-general", "bilinear", "based"];

    /// <summary>What needs the bound that a card has of its own. The word itself may do with the usual one.</summary>
    private static readonly Dictionary<string, string> Needs =
        new()
        {
            ["multi-head"] = "multi-head",
            ["nystrom"] = "nystrom(3, exact)",
            ["rebased"] = "rebased",
            ["titans-linear"] = "titans-linear(loss=layer-norm)",
            ["ttt-linear"] = "ttt-linear",
        };

    private static double Usual => new Card { Id = "", Name = "", Cite = null!, Formula = "", Tex = "", Cost = null! }.Float32Bound;

    [Fact]
    public void The_tolerance_of_laws_is_used() => Assert.Contains(
        from id in Rounding
        from law in Heed.Catalog.Laws
        where law.IsPromisedBy(Heed.Catalog.Find(id)!.Mechanism)
        from seed in Enumerable.Range(0, 20)
        select (id, law, seed),
        at => !at.law.Holds(Heed.Catalog.Find(at.id)!.Mechanism, at.seed, Law.Tolerance * Sensible));

    [Fact]
    public void The_usual_bound_of_float32_is_used_and_holds_for_every_word_that_needs_no_other() =>
        Assert.InRange(
            Heed.Catalog.All.Where(e => !Needs.ContainsValue(e.Card.Id)).Max(e => Error(e.Mechanism, 4)) / Usual, Sensible * 10, 1);

    [Fact]
    public void A_bound_of_its_own_is_used_and_the_usual_one_would_not_do()
    {
        var own = Heed.Catalog.All.Select(e => e.Card).Where(c => c.Float32Bound != Usual).ToArray();
        Assert.Equal(own.Select(c => c.Id).Order(), Needs.Keys.Order());
        Assert.All(own, card =>
        {
            var error = Error(Expression.Parse(Needs[card.Id]).ToMechanism(), 12);
            Assert.True(error > Usual, $"{card.Id}: {error} is within the usual bound");
            Assert.True(error > card.Float32Bound * Sensible * 10, $"{card.Id}: {error} is far within {card.Float32Bound}");
        });
    }

    /// <summary>How far float32 lies from float64: of the largest number of the output, or of the largest of all gradients.</summary>
    private static double Error(Mechanism m, int draws) => Enumerable.Range(0, draws).Max(seed =>
    {
        using var scope = torch.NewDisposeScope();
        var draw = Draw.For(m, seed);
        var (exact, exactly) = Run(m, draw, torch.float64);
        var (rounded, roughly) = Run(m, draw, torch.float32);
        var largest = exactly.Select(g => g.abs().max().ToDouble()).DefaultIfEmpty(1).Max();
        var gradients = exactly.Zip(roughly, Apart).Select(apart => apart / largest);
        return gradients.Append(Apart(exact, rounded) / exact.abs().max().ToDouble()).Max();
    });

    private static double Apart(Tensor exact, Tensor rounded) => (rounded.to(torch.float64) - exact).abs().max().ToDouble();

    private static (Tensor Output, Tensor[] Gradients) Run(Mechanism m, Draw draw, torch.ScalarType type)
    {
        var leaves = draw.Inputs.Select((_, x) => x.is_floating_point() ? x.to(type).detach().clone().requires_grad_(true) : x);
        var output = m.Attend(leaves);
        if (output.requires_grad) Bridge.Call.Loss(output).backward();
        return (output.detach(), [.. leaves.Select(l => l.Value.grad).OfType<Tensor>()]);
    }
}
