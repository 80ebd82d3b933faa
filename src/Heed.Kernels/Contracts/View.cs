namespace Heed.Kernels;

/// <summary>(B, H, N, D) floats read where they lie: strides are in floats, and the features of a token are adjacent.</summary>
public readonly ref struct View
{
    /// <summary>Views packed data.</summary>
    /// <param name="data">B · H · N · D floats.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">The data are shorter than the shape.</exception>
    public View(ReadOnlySpan<float> data, Shape shape)
        : this(data, shape, (long)shape.Heads * shape.Tokens * shape.Width, (long)shape.Tokens * shape.Width, shape.Width) { }

    /// <summary>Views data with strides: of (B, N, H, D) data, say, without a copy.</summary>
    /// <param name="data">The floats, from the first that is read.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="batch">Floats from one sequence to the next.</param>
    /// <param name="head">Floats from one head to the next.</param>
    /// <param name="token">Floats from one token to the next.</param>
    /// <exception cref="ArgumentException">A stride is negative, or the data end before the last float.</exception>
    public View(ReadOnlySpan<float> data, Shape shape, long batch, long head, long token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(head);
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        // a stride of 2⁶² times a few tokens is more than a long can hold
        var end = shape.Length == 0 ? 0 : (Int128)(shape.Batch - 1) * batch + (Int128)(shape.Heads - 1) * head
            + (Int128)(shape.Tokens - 1) * token + shape.Width;
        if (data.Length < end)
            throw new ArgumentException($"A view of shape {shape} with strides ({batch}, {head}, {token}, 1) needs {end} floats; the span "
                + $"has {data.Length}.", nameof(data));
        Data = data;
        (Shape, Batch, Head, Token) = (shape, batch, head, token);
    }

    /// <summary>The floats.</summary>
    public ReadOnlySpan<float> Data { get; }
    /// <summary>The sizes.</summary>
    public Shape Shape { get; }
    /// <summary>Floats from one sequence to the next.</summary>
    public long Batch { get; }
    /// <summary>Floats from one head to the next.</summary>
    public long Head { get; }
    /// <summary>Floats from one token to the next.</summary>
    public long Token { get; }
}
