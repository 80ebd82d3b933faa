namespace Heed.Models.Metrics;

/// <summary>Classes of source lengths, such as 1-4, 5-8, 9-12 and 13+.</summary>
public sealed class LengthBuckets
{
    private readonly int[] longest;

    /// <summary>Makes classes.</summary>
    /// <param name="longest">The longest length of each class but the last, rising; none for a single class.</param>
    /// <exception cref="ArgumentException">They do not rise, or start below 1.</exception>
    public LengthBuckets(params int[] longest)
    {
        ArgumentNullException.ThrowIfNull(longest);
        if (longest.Where((n, i) => n <= (i == 0 ? 0 : longest[i - 1])).Any())
            throw new ArgumentException($"The longest lengths of classes must rise from 1 on, but are {string.Join(", ", longest)}.",
                nameof(longest));
        this.longest = [.. longest];
    }

    /// <summary>1-4, 5-8, 9-12, 13+.</summary>
    public static LengthBuckets Usual { get; } = new(4, 8, 12);

    /// <summary>How many classes there are.</summary>
    public int Count => longest.Length + 1;

    /// <summary>The class of a length.</summary>
    /// <param name="length">At least 0.</param>
    public int Of(int length) => longest.Count(n => n < length);

    /// <summary>What a class is called.</summary>
    /// <param name="bucket">Counted from 0.</param>
    public string Name(int bucket)
    {
        var from = bucket == 0 ? 1 : longest[bucket - 1] + 1;
        return bucket == longest.Length ? $"{from}+" : longest[bucket] == from ? $"{from}" : $"{from}-{longest[bucket]}";
    }
}
