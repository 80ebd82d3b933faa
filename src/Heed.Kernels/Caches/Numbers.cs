namespace Heed.Kernels;

/// <summary>Vectors from floats to what a cache keeps, and back.</summary>
internal static unsafe class Numbers
{
    /// <summary>The largest whole number of 8 bits; -128 is not used, so that x and -x are kept alike.</summary>
    private const float Largest = sbyte.MaxValue;

    /// <summary>Keeps a vector.</summary>
    /// <param name="precision">How.</param>
    /// <param name="from">The floats.</param>
    /// <param name="width">How many.</param>
    /// <param name="to">Where they are kept.</param>
    /// <param name="scale">Where their scale is kept, if they have one.</param>
    public static void Write(CachePrecision precision, float* from, int width, byte* to, float* scale)
    {
        if (precision == CachePrecision.Int8) *scale = WriteInt8(from, width, (sbyte*)to);
        else if (precision == CachePrecision.BFloat16)
            for (var i = 0; i < width; i++) ((ushort*)to)[i] = Upper(from[i]);
        else new ReadOnlySpan<float>(from, width).CopyTo(new Span<float>(to, width));
    }

    /// <summary>Turns a kept vector back into floats.</summary>
    /// <param name="precision">How it is kept.</param>
    /// <param name="from">Where.</param>
    /// <param name="scale">Its scale, if it has one.</param>
    /// <param name="width">How many floats.</param>
    /// <param name="to">Room for them.</param>
    public static void Read(CachePrecision precision, byte* from, float* scale, int width, float* to)
    {
        if (precision == CachePrecision.Int8)
            for (var i = 0; i < width; i++) to[i] = StoredInt8.Number(from, i) * *scale;
        else if (precision == CachePrecision.BFloat16)
            for (var i = 0; i < width; i++) to[i] = StoredBFloat16.Number(from, i);
        else new ReadOnlySpan<float>(from, width).CopyTo(new Span<float>(to, width));
    }

    private static float WriteInt8(float* from, int width, sbyte* to)
    {
        var most = 0f;
        for (var i = 0; i < width; i++) most = MathF.Max(most, MathF.Abs(from[i]));            // NaN where one is
        if (!float.IsFinite(most) || most == 0)
        {
            new Span<sbyte>(to, width).Clear();
            return most == 0 ? 0 : float.NaN;
        }
        // in double: the smallest of all floats have no float to divide by
        for (var i = 0; i < width; i++) to[i] = (sbyte)Math.Round(from[i] * (double)Largest / most);
        var scale = most / Largest;
        return float.IsFinite(scale * Largest) ? scale : MathF.BitDecrement(scale);            // so that the largest float stays one
    }

    // round to nearest, ties to even; a NaN keeps a bit so that it stays one
    private static ushort Upper(float x)
    {
        var bits = BitConverter.SingleToUInt32Bits(x);
        return float.IsNaN(x) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
