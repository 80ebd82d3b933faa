using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Where the documents of packed sequences lie.</summary>
internal sealed class DocumentMap
{
    private const int Margin = 16;                                                  // lanes of the widest register

    private readonly float[] queryIds, keyIds;                                      // longer by a register
    private readonly int[] queryRun, keyRun;                                        // for each token, where its run of one document ends
    private readonly int[] first, end;                                              // for each query, the keys of its document lie within

    public DocumentMap(int[] queryIds, int[] keyIds, int sequences)
    {
        Sequences = sequences;
        (this.queryIds, this.keyIds) = (Lay(queryIds, nameof(queryIds)), Lay(keyIds, nameof(keyIds)));
        (Queries, Keys) = (queryIds.Length / sequences, keyIds.Length / sequences);
        (queryRun, keyRun) = (Runs(queryIds, Queries), Runs(keyIds, Keys));
        (first, end) = (new int[queryIds.Length], new int[queryIds.Length]);
        for (var s = 0; s < sequences; s++)
        {
            var spans = new Dictionary<int, (int First, int End)>();
            for (var j = 0; j < Keys; j = keyRun[(s * Keys) + j])
                spans[keyIds[(s * Keys) + j]] = (spans.TryGetValue(keyIds[(s * Keys) + j], out var known) ? known.First : j,
                    keyRun[(s * Keys) + j]);
            for (var i = s * Queries; i < (s + 1) * Queries; i++)
                (first[i], end[i]) = spans.GetValueOrDefault(queryIds[i], (int.MaxValue, 0));
        }
    }

    public int Sequences { get; }
    public int Queries { get; }
    public int Keys { get; }

    public float Query(int query) => queryIds[query];
    public float Key(int key) => keyIds[key];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Same<S, V>(Lanes at, int query, int key) where S : struct, ISimd<V> where V : struct => at.AlongKeys
        ? S.Same(S.Create(queryIds[query + at.Query]), S.Load(keyIds.AsSpan(key + at.Key)))
        : S.Same(S.Load(queryIds.AsSpan(query + at.Query)), S.Create(keyIds[key + at.Key]));

    public (int From, int To) Visible(int query, int key, int from, int to, int keys)
    {
        var (least, most) = (keys, 0);
        for (var i = from; i < to; i = queryRun[query + i])
            (least, most) = (Math.Min(least, first[query + i]), Math.Max(most, end[query + i]));
        return (least, Math.Max(least, most));
    }

    public BlockKind Classify(int query, int key, int from, int to, int first, int end)
    {
        if (queryRun[query + from] >= to && keyRun[key + first] >= end)
            return Query(query + from) == Key(key + first) ? BlockKind.Unchanged : BlockKind.Empty;
        for (var i = from; i < to; i = queryRun[query + i])
            if (this.first[query + i] < end && this.end[query + i] > first) return BlockKind.Partial;
        return BlockKind.Empty;
    }

    private float[] Lay(int[] ids, string name)
    {
        ArgumentNullException.ThrowIfNull(ids, name);
        if (ids.Length % Sequences != 0)
            throw new ArgumentException($"{name} has {ids.Length} ids, which do not divide into {Sequences} sequences.", name);
        var floats = new float[ids.Length + Margin];
        for (var i = 0; i < ids.Length; i++) floats[i] = ids[i];
        var wrong = Array.FindIndex(ids, id => id is < -Positions.Most or > Positions.Most);
        return wrong < 0 ? floats : throw new ArgumentException($"{name}[{wrong}] is {ids[wrong]}: give ids between -2²⁴ and 2²⁴.", name);
    }

    private static int[] Runs(int[] ids, int tokens)
    {
        var runs = new int[ids.Length];
        for (var i = ids.Length - 1; i >= 0; i--)
        {
            var (sequence, token) = (i / tokens, i % tokens);
            runs[i] = token + 1 < tokens && ids[i] == ids[i + 1] ? runs[i + 1] : i + 1 - (sequence * tokens);
        }
        return runs;
    }
}
