namespace Heed.Kernels;

/// <summary>The sizes of (B, H, N, D) data: batch, heads, tokens, width.</summary>
public readonly record struct Shape
{
    /// <summary>The most features of a head: those of a latent vector of 512 and 64 that are rotated.</summary>
    public const int Widest = 576;

    /// <summary>Keeps the four sizes.</summary>
    /// <param name="batch">Sequences, at least 0.</param>
    /// <param name="heads">Heads, at least 1.</param>
    /// <param name="tokens">Tokens, at least 0.</param>
    /// <param name="width">Features of a head, 1 to 576.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range, or there are more floats than can be counted.</exception>
    public Shape(int batch, int heads, int tokens, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heads);
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Widest);
        // also where one of them is 0, so that the strides of packed data can be counted
        if ((Int128)Math.Max(batch, 1) * heads * Math.Max(tokens, 1) * width > long.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(tokens),
                $"A shape of ({batch}, {heads}, {tokens}, {width}) has more floats than can be counted: 2⁶³ - 1.");
        (Batch, Heads, Tokens, Width) = (batch, heads, tokens, width);
    }

    /// <summary>B, the sequences.</summary>
    public int Batch { get; }
    /// <summary>H, the heads.</summary>
    public int Heads { get; }
    /// <summary>N, the tokens.</summary>
    public int Tokens { get; }
    /// <summary>D, the features of a head.</summary>
    public int Width { get; }
    /// <summary>B · H · N · D, the floats of packed data.</summary>
    public long Length => (long)Batch * Heads * Tokens * Width;

    /// <summary>The shape as (B, H, N, D).</summary>
    public override string ToString() => $"({Batch}, {Heads}, {Tokens}, {Width})";
}
