using System.Text;

namespace Heed.Models.Text;

/// <summary>
/// Merges the bytes of one stretch into tokens: always the pair whose token comes first in the vocabulary, and of equal ones the leftmost.
/// A queue holds the pairs, so that a stretch of a million bytes takes seconds and not hours.
/// </summary>
internal sealed class Merging
{
    private readonly string bytes;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ids;
    private readonly int[] next;
    private readonly int[] previous;
    private readonly PriorityQueue<(int Start, int End), (int Id, int Start)> pairs = new();

    private Merging(string text, Dictionary<string, int> ids)
    {
        bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        this.ids = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        next = [.. Enumerable.Range(1, bytes.Length)];
        previous = [.. Enumerable.Range(-1, bytes.Length)];
    }

    /// <summary>The ids of the tokens of a stretch.</summary>
    /// <param name="text">The stretch, which no word or mark divides.</param>
    /// <param name="ids">The tokens, their bytes as characters below 256; every single byte is one.</param>
    public static IEnumerable<int> Of(string text, Dictionary<string, int> ids) => new Merging(text, ids).Ids();

    private IEnumerable<int> Ids()
    {
        for (var start = 0; start < bytes.Length; start++) Offer(start);
        while (pairs.TryDequeue(out var pair, out _))
        {
            if (IsPair(pair)) Merge(pair.Start, pair.End);
        }

        for (var start = 0; start < bytes.Length; start = next[start]) yield return ids[bytes.AsSpan(start..next[start])];
    }

    /// <summary>Whether two tokens that stand now begin and end there; a place in the middle of one has no next.</summary>
    private bool IsPair((int Start, int End) pair) =>
        next[pair.Start] is > 0 and var middle && middle < pair.End && next[middle] == pair.End;

    private void Merge(int start, int end)
    {
        next[next[start]] = 0;
        next[start] = end;
        if (end < bytes.Length) previous[end] = start;
        Offer(start);
        if (previous[start] >= 0) Offer(previous[start]);
    }

    private void Offer(int start)
    {
        if (next[start] == bytes.Length) return;
        var end = next[next[start]];
        if (ids.TryGetValue(bytes.AsSpan(start..end), out var id)) pairs.Enqueue((start, end), (id, start));
    }
}
