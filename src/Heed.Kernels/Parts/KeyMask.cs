using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Padding: which keys of each sequence exist, for all of its heads and queries.</summary>
/// <param name="mask">(B, M), true where the key exists. It is not copied.</param>
/// <param name="keys">M.</param>
public readonly unsafe struct KeyMask(bool[] mask, int keys) : IPart<KeyMask>
{
    private readonly bool[] mask = mask;
    private readonly int keys = keys;
    private readonly int start;

    private KeyMask(bool[] mask, int keys, int start) : this(mask, keys) => this.start = start;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var hidden = S.Create(float.NegativeInfinity);
        if (!at.AlongKeys) return mask[start + at.Key] ? score : hidden;
        return S.Select(S.Same(Gather<S, V>(mask, start, keys, at.Key), S.Create(0f)), hidden, score);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => mask[start + key];

    /// <inheritdoc/>
    public KeyMask For(int batch, int head) => new(mask, keys, batch * keys);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end)
    {
        var some = mask.AsSpan(start + first, end - first);
        return !some.Contains(false) ? BlockKind.Unchanged : some.Contains(true) ? BlockKind.Partial : BlockKind.Empty;
    }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        if (this.keys != keys) throw new ArgumentException($"keys of part KeyMask is {this.keys}; there are {keys} keys.", nameof(keys));
        var needed = (long)batch * keys;
        if (mask?.Length != needed)
            throw new ArgumentException($"mask of part KeyMask has {mask?.Length ?? 0} elements; ({batch}, {keys}) needs {needed}.",
                nameof(mask));
    }

    // Lanes beyond the last key repeat it; nobody reads them.
    private static V Gather<S, V>(bool[] mask, int start, int keys, int key) where S : struct, ISimd<V> where V : struct
    {
        var lanes = stackalloc float[16];
        for (var i = 0; i < S.Count; i++) lanes[i] = mask[start + Math.Min(key + i, keys - 1)] ? 1 : 0;
        return S.Load(lanes);
    }
}
