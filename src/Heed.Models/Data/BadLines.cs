namespace Heed.Models.Data;

/// <summary>What a reader met but could not use: nothing is dropped without being counted here.</summary>
public sealed class BadLines
{
    private const int Shown = 10;

    private readonly List<string> first = [];
    private readonly SortedDictionary<string, int> leftOut = new(StringComparer.Ordinal);

    /// <summary>How many lines could not be read.</summary>
    public int Count { get; private set; }

    /// <summary>The first ten of them: the line's number and what is wrong with it.</summary>
    public IReadOnlyList<string> First => first;

    /// <summary>What was read but left out on purpose: the reason, and how often.</summary>
    public IReadOnlyDictionary<string, int> LeftOut => leftOut;

    /// <summary>Counts a line that cannot be read.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="line">Its number, from 1.</param>
    /// <param name="why">What is wrong with it.</param>
    public void Add(string file, long line, string why)
    {
        if (Count++ < Shown) first.Add($"{file}, line {line}: {why}");
    }

    /// <summary>Counts something that is right but not wanted.</summary>
    /// <param name="why">The reason.</param>
    public void LeaveOut(string why) => leftOut[why] = leftOut.GetValueOrDefault(why) + 1;

    /// <summary>All of it in words: empty when there is nothing to tell.</summary>
    public override string ToString()
    {
        var lines = Count == 0 ? []
            : new[] { $"{Count} bad {(Count == 1 ? "line" : "lines")}: {string.Join("; ", first)}{(Count > Shown ? "; …" : "")}" };
        return string.Join("; ", lines.Concat(leftOut.Select(l => $"{l.Value} left out: {l.Key}")));
    }
}
