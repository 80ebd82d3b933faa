namespace Heed.Kernels;

/// <summary>(B, H, N, D) floats written where they are to lie: strides are in floats, the
/// features of a token are adjacent, and no float belongs to two tokens.</summary>
public readonly ref struct Place
{
    /// <summary>Room for packed data.</summary>
    /// <param name="data">Room for B · H · N · D floats.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">The room is smaller than the shape.</exception>
    public Place(Span<float> data, Shape shape)
        : this(data, shape, (long)shape.Heads * shape.Tokens * shape.Width, (long)shape.Tokens * shape.Width, shape.Width) { }

    /// <summary>Room with strides: for (B, N, H, D) data, say, so that the heads of a token lie together.</summary>
    /// <param name="data">The room, from the first float that is written; what lies between the tokens is left as it is.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="batch">Floats from one sequence to the next.</param>
    /// <param name="head">Floats from one head to the next.</param>
    /// <param name="token">Floats from one token to the next.</param>
    /// <exception cref="ArgumentException">A stride is negative, the room ends before the
    /// last float, or two tokens would lie on one another.</exception>
    public Place(Span<float> data, Shape shape, long batch, long head, long token)
    {
        _ = new View(data, shape, batch, head, token);
        Span<(long Stride, int Size)> axes = [(batch, shape.Batch), (head, shape.Heads), (token, shape.Tokens)];
        axes.Sort((a, b) => a.Stride.CompareTo(b.Stride));
        Int128 extent = shape.Width;                                                // of everything within the axis at hand
        foreach (var (stride, size) in axes)
        {
            if (size > 1 && stride < extent && shape.Length > 0)
                throw new ArgumentException($"Tokens of shape {shape} with strides ({batch}, {head}, {token}, 1) would lie on one another: "
                    + "a stride must be as long as what it steps over.", nameof(data));
            if (size > 1) extent += (Int128)(size - 1) * stride;
        }
        Data = data;
        (Shape, Batch, Head, Token) = (shape, batch, head, token);
    }

    /// <summary>The room.</summary>
    public Span<float> Data { get; }
    /// <summary>The sizes.</summary>
    public Shape Shape { get; }
    /// <summary>Floats from one sequence to the next.</summary>
    public long Batch { get; }
    /// <summary>Floats from one head to the next.</summary>
    public long Head { get; }
    /// <summary>Floats from one token to the next.</summary>
    public long Token { get; }
}
