namespace Heed;

/// <summary>Where the queries and the keys of a call stand in the text, counted from 0.</summary>
/// <remarks>
/// Without more said, keys stand at 0 … M − 1 and the last query stands at the last key.
/// After positions were dropped from a state, keys have gaps.
/// </remarks>
public sealed class Places
{
    /// <summary>Keys from 0 on, queries at the end of them.</summary>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    public Places(long queries, long keys)
    {
        (Queries, Keys) = (Run(keys - queries, queries), Run(0, keys));
        IsPlain = true;
    }

    /// <summary>Any places.</summary>
    /// <param name="queries">Where each query stands.</param>
    /// <param name="keys">Where each key stands, in rising order.</param>
    public Places(IReadOnlyList<long> queries, IReadOnlyList<long> keys) => (Queries, Keys) = (queries, keys);

    /// <summary>Where each query stands; below 0 where there are more queries than keys.</summary>
    public IReadOnlyList<long> Queries { get; }

    /// <summary>Where each key stands.</summary>
    public IReadOnlyList<long> Keys { get; }

    /// <summary>Whether keys stand at 0 … M − 1 and the last query at the last key.</summary>
    public bool IsPlain { get; }

    /// <summary>How far key j lies behind query i, as (N, M).</summary>
    /// <param name="type">The type of the numbers.</param>
    public Tensor Distance(torch.ScalarType type) => (Of(Queries).view(-1, 1) - Of(Keys).view(1, -1)).to_type(type);

    /// <summary>Which keys do not stand after a query, (N, M) boolean.</summary>
    public Tensor NotLater() => Distance(torch.int64).ge(0);

    /// <summary>Which keys are the query's own or one of those just before it, (N, M) boolean.</summary>
    /// <param name="window">How many, the query's own included.</param>
    internal Tensor Latest(long window)
    {
        var distance = Distance(torch.int64);
        return distance.ge(0).logical_and(distance.lt(window));
    }

    /// <summary>Places as a tensor of integers.</summary>
    /// <param name="places"><see cref="Queries"/> or <see cref="Keys"/>.</param>
    public static Tensor Of(IReadOnlyList<long> places) => torch.tensor([.. places], torch.int64);

    internal static long[] Run(long first, long count)
    {
        var run = new long[count];
        for (var i = 0; i < run.Length; i++) run[i] = first + i;
        return run;
    }
}
