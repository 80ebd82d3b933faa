using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Rotates rows of features; from and to may be the same memory.</summary>
internal static unsafe class RowRotation<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>to[i] = row i of from, rotated to position + i.</summary>
    public static void Rows(Rotation rotation, float* from, nint step, int rows, int width, int position, float* to, nint toStep,
        Direction direction)
    {
        var sign = direction == Direction.Forwards ? 1f : -1f;
        for (var i = 0; i < rows; i++, from += step, to += toStep)
        {
            var cos = rotation.Of(position + i, out var sines);
            if (rotation.Pairing == Pairing.Halves) Halves(from, cos, cos + sines, sines, sign, to);
            else Adjacent(from, cos, cos + sines, rotation.Width, sign, to);
            if (to != from)
                new ReadOnlySpan<float>(from + rotation.Width, width - rotation.Width)
                    .CopyTo(new Span<float>(to + rotation.Width, width - rotation.Width));
        }
    }

    [MethodImpl(Hot.Path)]
    private static void Halves(float* from, float* cos, float* sin, int half, float sign, float* to)
    {
        var j = 0;
        for (; j + S.Count <= half; j += S.Count)
        {
            var (c, s) = (S.Load(cos + j), S.Mul(S.Create(sign), S.Load(sin + j)));
            var (x, y) = (S.Load(from + j), S.Load(from + half + j));
            S.Store(S.Sub(S.Mul(x, c), S.Mul(y, s)), to + j);
            S.Store(S.Fma(y, c, S.Mul(x, s)), to + half + j);
        }
        for (; j < half; j++)
        {
            var (x, y, c, s) = (from[j], from[half + j], cos[j], sign * sin[j]);
            (to[j], to[half + j]) = ((x * c) - (y * s), (y * c) + (x * s));
        }
    }

    [MethodImpl(Hot.Path)]
    private static void Adjacent(float* from, float* cos, float* sin, int width, float sign, float* to)
    {
        var j = 0;
        for (; j + S.Count <= width; j += S.Count)
        {
            var x = S.Load(from + j);
            S.Store(S.Fma(x, S.Load(cos + j), S.Mul(S.Swap(x), S.Mul(S.Create(sign), S.Load(sin + j)))), to + j);
        }
        for (; j < width; j += 2)
        {
            var (x, y, c, s) = (from[j], from[j + 1], cos[j], sign * sin[j + 1]);
            (to[j], to[j + 1]) = ((x * c) - (y * s), (y * c) + (x * s));
        }
    }
}
