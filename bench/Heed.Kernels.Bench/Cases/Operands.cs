using System.Runtime.InteropServices;

namespace Heed.Kernels.Bench;

/// <summary>Random queries, keys, values and output gradients in [-1, 1], in memory that
/// LibTorch allocated and that everybody reads.</summary>
internal sealed unsafe class Operands : IDisposable
{
    public Operands(Size size, int seed = 5)
    {
        Size = size;
        (Queries, Keys, Values, Gradients) = (Draw(size.Query, seed), Draw(size.Key, seed + 1), Draw(size.Key, seed + 2),
            Draw(size.Query, seed + 3));
    }

    public Size Size { get; }
    public Tensor Queries { get; }
    public Tensor Keys { get; }
    public Tensor Values { get; }
    public Tensor Gradients { get; }

    public View Q => new(Floats(Queries), Size.Query);
    public View K => new(Floats(Keys), Size.Key);
    public View V => new(Floats(Values), Size.Key);

    /// <summary>A tensor's memory; it must be contiguous.</summary>
    public static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Makes keys and values numbers that a cache can keep as they are, so that there is one right answer for everybody.</summary>
    public void Round(CachePrecision precision)
    {
        if (precision == CachePrecision.Float32) return;
        var cache = new KeyValueCache(1, Size.Groups, Size.Width, Size.Width, Size.Keys, new() { Precision = precision });
        cache.Append(K, V);
        cache.Read(0, Floats(Keys), Floats(Values));
    }

    /// <summary>Some rows of every head, packed.</summary>
    public float[] Pick(Tensor tensor, int[] rows) => Pick(Floats(tensor), Size, rows);

    /// <summary>The output gradients of these queries, and 0 for all others.</summary>
    public Tensor Only(int[] rows)
    {
        var only = torch.zeros_like(Gradients);
        for (var h = 0; h < Size.Heads; h++)
            foreach (var i in rows)
            {
                var at = (h * Size.Queries + i) * Size.Width;
                Floats(Gradients).Slice(at, Size.Width).CopyTo(Floats(only)[at..]);
            }
        return only;
    }

    /// <summary>Some rows of (1, H, N, D) floats.</summary>
    public static float[] Pick(ReadOnlySpan<float> from, Size size, int[] rows)
    {
        var (picked, d) = (new float[size.Heads * rows.Length * size.Width], size.Width);
        for (var h = 0; h < size.Heads; h++)
            for (var r = 0; r < rows.Length; r++)
                from.Slice((h * size.Queries + rows[r]) * d, d).CopyTo(picked.AsSpan((h * rows.Length + r) * d));
        return picked;
    }

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[Queries, Keys, Values, Gradients]) tensor.Dispose();
    }

    private static Tensor Draw(Shape shape, int seed)
    {
        var tensor = torch.empty([shape.Batch, shape.Heads, shape.Tokens, shape.Width]);
        var state = (uint)seed * 2654435761u;
        foreach (ref var x in Floats(tensor))
        {
            state = state * 1664525 + 1013904223;
            x = (int)state * (1f / (1u << 31));
        }
        return tensor;
    }
}
