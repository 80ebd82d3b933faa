namespace Heed.Laws;

/// <summary>
/// A statement that holds for some mechanisms and not for others. Which ones promise it follows from their <see cref="Facts"/>;
/// a promise must be seen to hold on every draw, and what is not promised must be seen to fail on at least one.
/// </summary>
public abstract class Law
{
    /// <summary>
    /// How far two results may lie apart that should be the same,
    /// as a share of the larger of 1 and the largest number: rounding in float64.
    /// </summary>
    public const double Tolerance = 1e-12;

    /// <summary>The name in commands and files.</summary>
    public string Id => Spelling.Kebab(GetType().Name);

    /// <summary>The place in tables.</summary>
    public abstract int Order { get; }

    /// <summary>What is claimed, in one sentence.</summary>
    public abstract string Statement { get; }

    /// <summary>Whether a mechanism with these facts keeps it.</summary>
    /// <param name="f">What the mechanism does and does not do.</param>
    protected abstract bool Derive(Facts f);

    /// <summary>Whether the mechanism promises it.</summary>
    /// <param name="mechanism">Any mechanism.</param>
    public bool IsPromisedBy(Mechanism mechanism) => Derive(mechanism.Facts);

    /// <summary>Whether it held on one draw. A mechanism that refuses what the law asks of it does not keep it.</summary>
    /// <param name="mechanism">Any mechanism.</param>
    /// <param name="seed">Which draw.</param>
    /// <param name="tolerance">How far results may lie apart.</param>
    public bool Holds(Mechanism mechanism, int seed, double tolerance = Tolerance)
    {
        using var scope = torch.NewDisposeScope();
        try
        {
            return Check(mechanism, Draw.For(mechanism, seed) with { Tolerance = tolerance });
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Looks, on many draws, whether the mechanism does what it promises and no more.</summary>
    /// <param name="mechanism">Any mechanism.</param>
    /// <param name="draws">How many draws; looking for a failure ends with the first.</param>
    /// <param name="cancel">Ends it between two draws.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Verdict Judge(Mechanism mechanism, int draws = 20, CancellationToken cancel = default)
    {
        var promised = IsPromisedBy(mechanism);
        int? failed = null;
        for (var seed = 0; seed < draws && failed is null; seed++)
        {
            cancel.ThrowIfCancellationRequested();
            if (!Holds(mechanism, seed)) failed = seed;
        }

        return new(this, promised, failed);
    }

    /// <summary>The check itself.</summary>
    /// <param name="m">The mechanism.</param>
    /// <param name="d">Its inputs.</param>
    protected abstract bool Check(Mechanism m, Draw d);

    /// <summary>Whether two results are the same but for rounding.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <param name="tolerance">How far they may lie apart, as a share of the larger of 1 and the largest number.</param>
    public static bool Close(Tensor a, Tensor b, double tolerance = Tolerance)
    {
        if (!a.shape.SequenceEqual(b.shape)) return false;
        var size = Math.Max(1, b.abs().max().ToDouble());
        return (a - b).abs().max().ToDouble() <= tolerance * size;                         // a NaN is not less than anything
    }
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
