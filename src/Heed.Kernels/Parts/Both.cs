using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Two parts as one: the second changes what the first made of a score, and a key is seen when both let it be.</summary>
/// <typeparam name="A">The first part.</typeparam>
/// <typeparam name="B">The second part.</typeparam>
/// <param name="a">The first part.</param>
/// <param name="b">The second part.</param>
public readonly struct Both<A, B>(A a, B b) : IPart<Both<A, B>> where A : struct, IPart<A> where B : struct, IPart<B>
{
    private readonly A a = a;
    private readonly B b = b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => b.Apply<S, V>(a.Apply<S, V>(score, at), at);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => b.Hide<S, V>(a.Hide<S, V>(score, at), at);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
        => a.Backward<S, V>(score, b.Backward<S, V>(a.Apply<S, V>(score, at), gradient, at), at);

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => b.Define(a.Define(score, query, key), query, key);

    /// <inheritdoc/>
    public bool Sees(int query, int key) => a.Sees(query, key) && b.Sees(query, key);

    /// <inheritdoc/>
    public (int From, int To) Visible(int from, int to, int keys)
    {
        var (first, second) = (a.Visible(from, to, keys), b.Visible(from, to, keys));
        return (Math.Max(first.From, second.From), Math.Min(first.To, second.To));
    }

    /// <summary>The logarithm of the sum of both sinks' exponentials.</summary>
    public float Sink => float.IsNegativeInfinity(a.Sink) ? b.Sink : float.IsNegativeInfinity(b.Sink) ? a.Sink
        : (float)(Math.Max(a.Sink, b.Sink) + Math.Log(1 + Math.Exp(-Math.Abs((double)a.Sink - b.Sink))));

    /// <inheritdoc/>
    public Both<A, B> For(int batch, int head) => new(a.For(batch, head), b.For(batch, head));

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end)
        => (BlockKind)Math.Min((int)a.Classify(from, to, first, end), (int)b.Classify(from, to, first, end));

    /// <inheritdoc/>
    public static int Scratch(int queries, int keys)
        => (int)Math.Min(Math.Max(0L, A.Scratch(queries, keys)) + Math.Max(0, B.Scratch(queries, keys)), int.MaxValue);

    /// <inheritdoc/>
    public static unsafe Both<A, B> Near(in Both<A, B> part, int from, int to, int first, int end, ref float* scratch)
        => new(A.Near(part.a, from, to, first, end, ref scratch), B.Near(part.b, from, to, first, end, ref scratch));

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        a.Check(batch, heads, queries, keys);
        b.Check(batch, heads, queries, keys);
    }

    /// <inheritdoc/>
    public Learning Learns => (Learning)Math.Max((int)a.Learns, (int)b.Learns);

    /// <inheritdoc/>
    public void Settle(ReadOnlySpan<float> logSumExp, ReadOnlySpan<float> delta)
    {
        a.Settle(logSumExp, delta);
        b.Settle(logSumExp, delta);
    }
}
