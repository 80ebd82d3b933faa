using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Rows of any length for kernels that want whole registers, and sums for the rare
/// block whose values cannot all be trusted.</summary>
internal static unsafe class DecodeRows<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>The next number of features that fills registers.</summary>
    public static int Padded(int width) => (width + S.Count - 1) / S.Count * S.Count;

    /// <summary>Copies rows times a number, with zeros after each, and gives where they are now.</summary>
    [MethodImpl(Hot.Path)]
    public static float* Pack(float* from, nint step, int rows, int width, float* to, int padded, float by)
    {
        var at = to;
        for (var end = to + (nint)rows * padded; at != end; at += padded, from += step)
        {
            var c = 0;
            for (; c + S.Count <= width; c += S.Count) S.Store(S.Mul(S.Load(from + c), S.Create(by)), at + c);
            for (; c < width; c++) at[c] = from[c] * by;
            for (; c < padded; c++) at[c] = 0;
        }
        return to;
    }

    /// <summary>Whether no value is infinite or NaN.</summary>
    [MethodImpl(Hot.Path)]
    public static bool Finite(float* v, nint step, int n, int width)
    {
        var (sum, bad) = (S.Create(0f), 0f);
        for (var j = 0; j < n; j++, v += step)
        {
            var c = 0;
            for (; c + S.Count <= width; c += S.Count) sum = S.Fma(S.Load(v + c), S.Create(0f), sum);
            for (; c < width; c++) bad += v[c] * 0;
        }
        return bad + S.Sum(sum) == 0;
    }

    /// <summary>The weighted sums pair by pair, leaving out weights of 0, so that a NaN behind a mask is never read.</summary>
    public static void Sparse(float* p, nint pStep, int rows, float* keep, float* v, nint step, int n, int width, float* o, int oStep)
    {
        for (var r = 0; r < rows; r++, p += pStep, o += oStep)
        {
            for (var c = 0; c < width; c++) o[c] *= keep[r];
            for (var j = 0; j < n; j++)
                if (p[j] != 0)
                    for (var c = 0; c < width; c++) o[c] += p[j] * v[j * step + c];
        }
    }
}
