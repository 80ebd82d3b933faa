using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Query i sees every step-th key back from its own: i + offset, i + offset - step and so on, as many as the width.</summary>
/// <remarks>Beltagy, Peters and Cohan 2020, arXiv:2004.05150, section 3.1: a dilated
/// sliding window; a width that covers all keys gives a stride.</remarks>
/// <param name="width">How many keys are seen, at least 1.</param>
/// <param name="step">From one of them to the next, at least 1.</param>
/// <param name="offset">How many keys lie before the first query's own: M - N with a cache.</param>
public readonly struct Dilated(int width, int step, int offset) : IPart<Dilated>
{
    private readonly int width = Positions.Count(width, nameof(width));
    private readonly int step = Positions.Count(step, nameof(step));
    private readonly int offset = Positions.Offset(offset);

    // How far back a query sees, no farther than positions can be apart.
    private int Reach => (int)Math.Min((long)width * step, 2L * Positions.Most);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var (apart, hidden) = (at.Behind<S, V>(offset), S.Create(float.NegativeInfinity));
        var whole = S.Mul(S.Round(S.Div(apart, S.Create(step))), S.Create(step));    // exact where the step divides
        score = S.Select(S.Same(whole, apart), score, hidden);
        return S.Select(S.Less(apart, S.Create(0f)), hidden, S.Select(S.Less(apart, S.Create(Reach)), score, hidden));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => key <= query + offset && key > query + offset - Reach && (query + offset - key) % step == 0;

    /// <inheritdoc/>
    public (int From, int To) Visible(int from, int to, int keys)
        => (Math.Clamp(from + offset - Reach + 1, 0, keys), Math.Clamp(to + offset, 0, keys));

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end)
        => to - 1 + offset < first || end <= from + offset - Reach + 1 ? BlockKind.Empty : BlockKind.Partial;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        _ = Positions.Count(width, nameof(width));
        Positions.Check(nameof(Dilated), offset, queries, keys);
    }
}
