using System.Buffers.Binary;

namespace Heed.Models.Safetensors;

/// <summary>Numbers out of little-endian bytes, and back.</summary>
internal static class Numbers
{
    public static bool AreFloats(ElementType type) => type is ElementType.F64 or ElementType.F32 or ElementType.F16 or ElementType.BF16;

    public static float[] ToFloats(ReadOnlySpan<byte> bytes, ElementType type)
    {
        var size = type.Size();
        var floats = new float[bytes.Length / size];
        for (var i = 0; i < floats.Length; i++)
        {
            var number = bytes.Slice(i * size, size);
            floats[i] = type switch
            {
                ElementType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(number),
                ElementType.F32 => BinaryPrimitives.ReadSingleLittleEndian(number),
                ElementType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(number),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(number) << 16),
            };
        }

        return floats;
    }

    public static long[] ToLongs(ReadOnlySpan<byte> bytes)
    {
        var longs = new long[bytes.Length / sizeof(long)];
        for (var i = 0; i < longs.Length; i++) longs[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * sizeof(long))..]);
        return longs;
    }

    public static byte[] Of(ReadOnlySpan<float> floats)
    {
        var bytes = new byte[floats.Length * sizeof(float)];
        for (var i = 0; i < floats.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), floats[i]);
        return bytes;
    }

    public static byte[] Of(ReadOnlySpan<long> longs)
    {
        var bytes = new byte[longs.Length * sizeof(long)];
        for (var i = 0; i < longs.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), longs[i]);
        return bytes;
    }
}
