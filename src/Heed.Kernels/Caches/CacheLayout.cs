namespace Heed.Kernels;

/// <summary>What a cache keeps of each token.</summary>
/// <param name="Groups">G, the KV heads.</param>
/// <param name="Width">D, the features of a key.</param>
/// <param name="ValueWidth">Dv, the features of a value.</param>
/// <param name="Precision">How numbers are kept.</param>
/// <param name="ValuesInKeys">Whether values are the first features of the keys.</param>
internal sealed record CacheLayout(int Groups, int Width, int ValueWidth, CachePrecision Precision, bool ValuesInKeys)
{
    /// <summary>Checks what a caller asks for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range, or there is no such precision.</exception>
    /// <exception cref="ArgumentException">Values cannot be part of the keys.</exception>
    public static CacheLayout Of(int groups, int width, int valueWidth, CacheOptions? options)
    {
        _ = (new Shape(0, groups, 0, width), new Shape(0, groups, 0, valueWidth));
        options ??= new();
        if (!Enum.IsDefined(options.Precision))
            throw new ArgumentOutOfRangeException(nameof(options), options.Precision, $"options.Precision is {(int)options.Precision}: "
                + $"give one of {string.Join(", ", Enum.GetNames<CachePrecision>())}.");
        if (options.ValuesInKeys && valueWidth > width)
            throw new ArgumentException($"valueWidth is {valueWidth} and width {width}: values that are the first features of keys have no "
                + "more than these.", nameof(valueWidth));
        return new(groups, width, valueWidth, options.Precision, options.ValuesInKeys);
    }

    /// <summary>Whether each vector has a scale.</summary>
    public bool HasScales => Precision == CachePrecision.Int8;

    /// <summary>Bytes from a key to the next.</summary>
    public int KeyBytes => Width * NumberBytes;

    /// <summary>Bytes from a value to the next, where they lie apart from the keys.</summary>
    public int ValueBytes => ValueWidth * NumberBytes;

    /// <summary>Bytes of a token, of all its heads.</summary>
    public long BytesPerToken
        => (long)Groups * (KeyBytes + (ValuesInKeys ? 0 : ValueBytes) + (HasScales ? ValuesInKeys ? 1 : 2 : 0) * sizeof(float));

    private int NumberBytes => Precision switch { CachePrecision.Float32 => sizeof(float), CachePrecision.BFloat16 => 2, _ => 1 };
}
