using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Packs truth values into bits, sixteen queries to a key.</summary>
internal static class Marks
{
    /// <summary>Lays out up to sixteen rows of truth values.</summary>
    /// <param name="row">The first value of the first row.</param>
    /// <param name="step">From a row to the next.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="marks">16 bits for each key.</param>
    public static void Pack(ref bool row, nint step, int rows, Span<ushort> marks)
    {
        var keys = marks.Length;
        ref var to = ref MemoryMarshal.GetReference(marks);
        ref var bytes = ref Unsafe.As<bool, byte>(ref row);
        var j = 0;
        for (; j + 32 <= keys; j += 32)
        {
            var low = Eight(ref bytes, step, Math.Min(rows, 8), j);
            var high = rows > 8 ? Eight(ref Unsafe.Add(ref bytes, 8 * step), step, rows - 8, j) : default;
            var ((a, b), (c, d)) = (Vector256.Widen(low), Vector256.Widen(high));
            (a | (c << 8)).StoreUnsafe(ref to, (nuint)j);
            (b | (d << 8)).StoreUnsafe(ref to, (nuint)j + 16);
        }
        for (; j < keys; j++)
        {
            var bits = 0;
            for (var i = 0; i < rows; i++)
                if (Unsafe.Add(ref bytes, (i * step) + j) != 0) bits |= 1 << i;
            marks[j] = (ushort)bits;
        }
    }

    /// <summary>The bits of sixteen values that lie side by side.</summary>
    public static int Sixteen(ReadOnlySpan<bool> values)
        => (int)(Vector128.Equals(Vector128.Create(MemoryMarshal.AsBytes(values)), Vector128<byte>.Zero).ExtractMostSignificantBits()
            ^ 0xFFFF);

    // Eight rows of 32 values: a byte for each key, a bit for each row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Eight(ref byte bytes, nint step, int rows, int j)
    {
        var marks = Vector256<byte>.Zero;
        for (var i = 0; i < rows; i++)
        {
            var hidden = Vector256.Equals(Vector256.LoadUnsafe(ref Unsafe.Add(ref bytes, (i * step) + j)), Vector256<byte>.Zero);
            marks |= Vector256.AndNot(Vector256.Create((byte)(1 << i)), hidden);
        }
        return marks;
    }
}
