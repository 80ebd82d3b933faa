using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A block of keys and queries that were gathered for it: other keys are hidden, and those after a query's last.</summary>
/// <param name="last">The last key of each query, which never falls from one to the next.</param>
/// <param name="first">The first key of the block.</param>
internal readonly unsafe struct ChosenKeys(float* last, int first) : IPart<ChosenKeys>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var (key, hidden) = (at.Keys<S, V>(), S.Create(float.NegativeInfinity));
        var seen = S.Select(S.Less(at.AlongKeys ? S.Create(last[at.Query]) : S.Load(last + at.Query), key), hidden, score);
        return S.Select(S.Less(key, S.Create(first)), hidden, seen);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    public double Define(double score, int query, int key) => score;

    public bool Sees(int query, int key) => key >= first && key <= last[query];

    public (int From, int To) Visible(int from, int to, int keys) => (first, (int)last[to - 1] + 1);

    public BlockKind Classify(int from, int to, int first, int end)
        => last[to - 1] < first ? BlockKind.Empty
            : first >= this.first && end - 1 <= last[from] ? BlockKind.Unchanged : BlockKind.Partial;

    private readonly float* last = last;
    private readonly int first = first;
}
