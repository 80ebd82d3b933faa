using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Query i sees the keys i + offset - width &lt; j ≤ i + offset: as many as the width, its own included.</summary>
/// <param name="width">How many keys are seen, at least 1.</param>
/// <param name="offset">How many keys lie before the first query's own: M - N with a cache.</param>
public readonly struct Window(int width, int offset) : IPart<Window>
{
    private readonly int width = Positions.Count(width, nameof(width));
    private readonly int offset = Positions.Offset(offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var (apart, hidden) = (at.Behind<S, V>(offset), S.Create(float.NegativeInfinity));
        return S.Select(S.Less(apart, S.Create(0f)), hidden, S.Select(S.Less(apart, S.Create(width)), score, hidden));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => key <= query + offset && key > query + offset - width;

    /// <inheritdoc/>
    public (int From, int To) Visible(int from, int to, int keys)
        => (Math.Clamp(from + offset - width + 1, 0, keys), Math.Clamp(to + offset, 0, keys));

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end)
        => to - 1 + offset < first || end <= from + offset - width + 1 ? BlockKind.Empty
        : end <= from + offset + 1 && first > to - 1 + offset - width ? BlockKind.Unchanged : BlockKind.Partial;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        _ = Positions.Count(width, nameof(width));
        Positions.Check(nameof(Window), offset, queries, keys);
    }
}
