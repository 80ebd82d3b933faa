using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>
/// A statement that holds for some mechanisms and not for others. Which ones promise it is derived from their parts;
/// a promise must be seen to hold on every draw, and what is not promised must be seen to fail on at least one.
/// </summary>
public abstract class Law
{
    /// <summary>The name in commands and files.</summary>
    public string Id => Spelling.Kebab(GetType().Name);

    /// <summary>The place in tables.</summary>
    public abstract int Order { get; }

    /// <summary>What is claimed, in one sentence.</summary>
    public abstract string Statement { get; }

    /// <summary>Whether a composition keeps it, by what its parts do.</summary>
    /// <param name="m">A pairwise mechanism.</param>
    protected abstract bool Derive(PairwiseAttention m);

    /// <summary>Whether a composition keeps it, by what its parts do.</summary>
    /// <param name="m">A recurrent mechanism.</param>
    protected abstract bool Derive(RecurrentAttention m);

    /// <summary>Whether the mechanism promises it.</summary>
    /// <param name="mechanism">Any mechanism.</param>
    public bool IsPromisedBy(Mechanism mechanism) => mechanism switch
    {
        PairwiseAttention m => Derive(m),
        RecurrentAttention m => Derive(m),
        IAlone m => m.Promises(this),
        _ => throw new ArgumentException($"{mechanism.GetType().Name} is neither a composition nor says what it promises: let it implement {nameof(IAlone)}", nameof(mechanism)),
    };

    /// <summary>Whether it held on one draw. A mechanism that refuses what the law asks of it does not keep it.</summary>
    /// <param name="mechanism">Any mechanism.</param>
    /// <param name="seed">Which draw.</param>
    public bool Holds(Mechanism mechanism, int seed)
    {
        using var scope = torch.NewDisposeScope();
        try
        {
            return Check(mechanism, Draw.For(mechanism, seed));
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Looks, on many draws, whether the mechanism does what it promises and no more.</summary>
    /// <param name="mechanism">Any mechanism.</param>
    /// <param name="draws">How many draws; looking for a failure ends with the first.</param>
    public Verdict Judge(Mechanism mechanism, int draws = 20)
    {
        var promised = IsPromisedBy(mechanism);
        var seeds = Enumerable.Range(0, draws);
        var failed = seeds.Where(seed => !Holds(mechanism, seed)).Select(seed => (int?)seed).FirstOrDefault();
        return new(this, promised, failed);
    }

    /// <summary>The check itself.</summary>
    /// <param name="m">The mechanism.</param>
    /// <param name="d">Its inputs.</param>
    protected abstract bool Check(Mechanism m, Draw d);

    /// <summary>Whether two results are the same but for rounding in float64.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    internal static bool Close(Tensor a, Tensor b) => torch.allclose(a, b, rtol: 1e-7, atol: 1e-8);
}

/// <summary>What came of judging one law.</summary>
/// <param name="Law">The law.</param>
/// <param name="Promised">Whether the mechanism promises it.</param>
/// <param name="FailedOn">The first draw on which it did not hold; null when it held on all.</param>
public sealed record Verdict(Law Law, bool Promised, int? FailedOn)
{
    /// <summary>Whether the mechanism does what it promises and no more.</summary>
    public bool IsRight => Promised == FailedOn is null;

    /// <summary>✓ kept, · not promised and seen to fail, else what is wrong.</summary>
    public override string ToString() => (Promised, FailedOn) switch
    {
        (true, null) => "✓",
        (false, not null) => "·",
        (true, _) => $"BROKEN on draw {FailedOn}",
        _ => "KEPT BUT NOT PROMISED",
    };
}
