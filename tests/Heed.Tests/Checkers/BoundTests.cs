using Heed.Laws;

namespace Heed.Tests.Checkers;

/// <summary>A bound that nothing comes near would let real faults through: each is used to a share that is asked for here.</summary>
public sealed class BoundTests
{
    /// <summary>Of a bound on rounding, which another machine may use four times less of.</summary>
    private const double Sensible = 1.0 / 250;

    private static readonly string[] Rounding = ["forward-attention", "luong-general", "bilinear", "based"];

    [Fact]
    public void The_tolerance_of_laws_is_used() => Assert.Contains(
        from id in Rounding
        from law in Heed.Catalog.Laws
        where law.IsPromisedBy(Heed.Catalog.Find(id)!.Mechanism)
        from seed in Enumerable.Range(0, 20)
        select (id, law, seed),
        at => !at.law.Holds(Heed.Catalog.Find(at.id)!.Mechanism, at.seed, Law.Tolerance * Sensible));

    [Fact]
    public void The_tolerance_of_witnesses_is_used_and_a_tenth_of_a_per_mille_is_beyond_it()
    {
        var shares = from entry in Heed.Catalog.All
                     where entry.Card.Witness is not null
                     from pair in entry.Card.Witness!.ThirdToken.Zip(entry.Card.Witness.Recompute())
                     where Math.Abs(pair.First) >= 0.01
                     select Math.Abs(pair.First - pair.Second) / Math.Abs(pair.First);
        var worst = shares.Max();
        Assert.True(Witness.Agree(1, 1 + worst));
        Assert.False(Witness.Agree(1, 1 + (4 * worst)), "four times what is needed would do");
        Assert.False(Witness.Agree(1, 1.0001));
    }

    [Fact]
    public void The_bound_of_float32_is_used()
    {
        // A word with a bound of its own needs it for the gradients of a golden case.
        var usual = new Card { Id = "", Name = "", Cite = null!, Formula = "", Tex = "", Cost = null! }.Float32Bound;
        var shares = Heed.Catalog.All.Where(e => e.Card.Float32Bound == usual).Select(e => Share(e.Mechanism, usual));
        Assert.InRange(shares.Max(), Sensible * 10, 1);
    }

    private static double Share(Mechanism m, double bound) => Enumerable.Range(0, 4).Max(seed =>
    {
        using var scope = torch.NewDisposeScope();
        var draw = Draw.For(m, seed);
        var exact = m.Attend(draw.Inputs);
        var rounded = m.Attend(draw.Inputs.Select((_, x) => x.is_floating_point() ? x.to(torch.float32) : x)).to(torch.float64);
        return ((rounded - exact).abs().max() / exact.abs().max()).ToDouble() / bound;
    });
}
