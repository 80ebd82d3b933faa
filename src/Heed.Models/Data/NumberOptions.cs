namespace Heed.Models.Data;

/// <summary>Which numbers in words are drawn. Lengths are even: first how many digits, then a number of so many.</summary>
public sealed record NumberOptions : SampleOptions
{
    /// <summary>The smallest number, from 0 on.</summary>
    public int From { get; init; }

    /// <summary>The largest number, at most 999,999,999.</summary>
    public int To { get; init; } = 999_999;

    /// <summary>The fewest English words of a number.</summary>
    public int Shortest { get; init; } = 1;

    /// <summary>The most English words of a number; the longest there is has 19.</summary>
    public int Longest { get; init; } = int.MaxValue;

    /// <summary>The most English words of a number to learn from or to choose by, so that longer ones are met in the test only.</summary>
    public int LongestTrained { get; init; } = int.MaxValue;

    /// <summary>Whether symbols are characters instead of words and morphemes.</summary>
    public bool Characters { get; init; }
}
