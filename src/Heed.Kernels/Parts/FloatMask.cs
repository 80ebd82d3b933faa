using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Adds a mask tensor to the scores; -∞ hides the key.</summary>
/// <remarks>
/// It is read where it lies. The kernel transposes one block at a time, so that a register's queries lie side by side; blocks of -∞ are
/// skipped, blocks of 0 cost nothing more. What pushes a score below the lowest float hides the key too: give -∞ to hide one.
/// </remarks>
public readonly unsafe struct FloatMask : IPart<FloatMask>
{
    private readonly PairTable<float> mask;
    private readonly PairTable<float>? learned;
    private readonly nint start;
    private readonly FloatScratch scratch;

    /// <summary>A mask that all heads of all sequences share.</summary>
    /// <param name="mask">(N, M): row = query, column = key. It is not copied.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <exception cref="ArgumentException">The mask has another length.</exception>
    public FloatMask(float[] mask, int queries, int keys) : this(mask, 1, 1, queries, keys) { }

    /// <summary>A mask of its own for each sequence, for each head, or for both.</summary>
    /// <param name="mask">(1 or B, 1 or H, N, M).</param>
    /// <param name="batch">B, or 1 when all sequences share it.</param>
    /// <param name="heads">H, the query heads, or 1 when all share it.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <param name="gradient">Null, or where a backward call adds the gradient of each number of the mask: as many floats.</param>
    /// <exception cref="ArgumentException">The mask or its gradient has another length.</exception>
    public FloatMask(float[] mask, int batch, int heads, int queries, int keys, float[]? gradient = null)
        : this(new PairTable<float>(mask, nameof(mask), batch, heads, queries, keys),
            gradient is null ? null : new(gradient, nameof(gradient), batch, heads, queries, keys), 0, default)
    {
    }

    private FloatMask(PairTable<float> mask, PairTable<float>? learned, nint start, FloatScratch scratch)
        => (this.mask, this.learned, this.start, this.scratch) = (mask, learned, start, scratch);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => S.Add(score, Read<S, V>(at));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var hidden = S.Create(float.NegativeInfinity);
        return S.Select(S.Same(Read<S, V>(at), hidden), hidden, score);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        if (learned is not null) Add<S, V>(learned, start, at, gradient);
        return gradient;
    }

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score + mask.At(start, query, key);

    /// <inheritdoc/>
    public bool Sees(int query, int key) => !float.IsNegativeInfinity(mask.At(start, query, key));

    /// <inheritdoc/>
    public FloatMask For(int batch, int head) => new(mask, learned, mask.Start(batch, head), default);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end)
    {
        var sample = mask.At(start, from, first);
        if (sample != 0 && !float.IsNegativeInfinity(sample)) return BlockKind.Partial;
        for (var i = from; i < to; i++)
            if (mask.Row(start, i, first, end - first).ContainsAnyExcept(sample)) return BlockKind.Partial;
        return sample != 0 ? BlockKind.Empty : learned is null ? BlockKind.Unchanged : BlockKind.Full;
    }

    /// <inheritdoc/>
    public Learning Learns => learned?.Sharing ?? Learning.None;

    /// <inheritdoc/>
    public static int Scratch(int queries, int keys) => FloatScratch.Floats(queries, keys);

    /// <inheritdoc/>
    public static FloatMask Near(in FloatMask part, int from, int to, int first, int end, ref float* scratch)
    {
        fixed (float* rows = &part.mask.Block(part.start, from, to, first, end))
            return new(part.mask, part.learned, part.start, new(ref scratch, rows, part.mask.Keys, from, to, first, end));
    }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
        => (mask ?? throw new ArgumentException("mask of part FloatMask is missing: make the part with its constructor.", nameof(mask)))
            .Check(nameof(FloatMask), batch, heads, queries, keys);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Read<S, V>(Lanes at) where S : struct, ISimd<V> where V : struct
        => !at.AlongKeys && scratch.Holds(at) ? S.Load(scratch.At(at)) : Gather<S, V>(mask, start, at);

    // Not of the part itself: that would take its address and keep its fields out of registers.
    private static V Gather<S, V>(PairTable<float> mask, nint start, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        if (at.AlongKeys && at.Key <= mask.Keys - S.Count) return S.Load(mask.Row(start, at.Query, at.Key, S.Count));
        var lanes = stackalloc float[16];
        for (var i = 0; i < S.Count; i++)
        {
            var (query, key) = at.AlongKeys ? (at.Query, at.Key + i) : (at.Query + i, at.Key);
            lanes[i] = query < mask.Queries && key < mask.Keys ? mask.At(start, query, key) : 0;
        }
        return S.Load(lanes);
    }

    private static void Add<S, V>(PairTable<float> learned, nint start, Lanes at, V gradient) where S : struct, ISimd<V> where V : struct
    {
        var lanes = stackalloc float[16];
        S.Store(gradient, lanes);
        for (var i = 0; i < S.Count && at.Key + i < learned.Keys; i++) learned.At(start, at.Query, at.Key + i) += lanes[i];
    }
}
