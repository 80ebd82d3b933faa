namespace Heed.Bench.Generators;

/// <summary>Rows of symbols, some places of which ask for an answer.</summary>
/// <param name="count">How many rows.</param>
/// <param name="length">Symbols in each.</param>
public sealed class Rows(int count, int length)
{
    /// <summary>The label of a place that asks for nothing; losses and scores leave it out.</summary>
    public const int Ignore = -100;

    private readonly long[] given = new long[count * length];
    private readonly long[] wanted = new long[count * length];

    /// <summary>How many rows.</summary>
    public int Count => count;

    /// <summary>Symbols in each.</summary>
    public int Length => length;

    /// <summary>The symbols of a row.</summary>
    /// <param name="row">From 0.</param>
    public Span<long> Given(int row) => given.AsSpan(row * length, length);

    /// <summary>The answer at each place of a row, or <see cref="Ignore"/>.</summary>
    /// <param name="row">From 0.</param>
    public Span<long> Wanted(int row) => wanted.AsSpan(row * length, length);

    /// <summary>The symbols of all rows, (rows, length) int64.</summary>
    public Tensor GivenTensor() => GivenTensor(0, count);

    /// <summary>The symbols of some rows, (rows, length) int64.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="rows">How many.</param>
    public Tensor GivenTensor(int first, int rows) => torch.tensor(given.AsSpan(first * length, rows * length).ToArray(), [rows, length]);

    /// <summary>The places of a row that ask.</summary>
    /// <param name="row">From 0.</param>
    public int[] Places(int row)
    {
        var places = new List<int>();
        for (var i = 0; i < length; i++)
        {
            if (Wanted(row)[i] != Ignore) places.Add(i);
        }

        return [.. places];
    }

    /// <summary>The places that ask, in the flattened rows.</summary>
    public long[] Places() => [.. Enumerable.Range(0, wanted.Length).Where(i => wanted[i] != Ignore).Select(i => (long)i)];

    /// <summary>The answers at <see cref="Places()"/>.</summary>
    public long[] Answers() => [.. wanted.Where(w => w != Ignore)];
}
