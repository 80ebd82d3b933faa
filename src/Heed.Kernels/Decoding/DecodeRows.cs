using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Rows of any length for kernels that want whole registers, and sums for the rare
/// block whose values cannot all be trusted.</summary>
internal static unsafe class DecodeRows<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>The next number of features that fills registers.</summary>
    public static int Padded(int width) => (width + S.Count - 1) / S.Count * S.Count;

    /// <summary>Copies rows as floats times a number, with zeros after each, and gives where they are now.</summary>
    [MethodImpl(Hot.Path)]
    public static float* Pack<T>(byte* from, nint step, int rows, int width, float* to, int padded, float by) where T : struct, IStored
    {
        var at = to;
        for (var end = to + (nint)rows * padded; at != end; at += padded, from += step * T.Bytes)
        {
            var c = 0;
            for (; c + S.Count <= width; c += S.Count) S.Store(S.Mul(T.Load<S, V>(from, c), S.Create(by)), at + c);
            for (; c < width; c++) at[c] = T.Number(from, c) * by;
            for (; c < padded; c++) at[c] = 0;
        }
        return to;
    }

    /// <summary>Whether no value is infinite or NaN.</summary>
    [MethodImpl(Hot.Path)]
    public static bool Finite<T>(byte* v, nint step, int n, int width) where T : struct, IStored
    {
        var (sum, bad) = (S.Create(0f), 0f);
        for (var j = 0; j < n; j++, v += step * T.Bytes)
        {
            var c = 0;
            for (; c + S.Count <= width; c += S.Count) sum = S.Fma(T.Load<S, V>(v, c), S.Create(0f), sum);
            for (; c < width; c++) bad += T.Number(v, c) * 0;
        }
        return bad + S.Sum(sum) == 0;
    }

    /// <summary>Multiplies the numbers of some rows, each by that of its place.</summary>
    [MethodImpl(Hot.Path)]
    public static void Times(float* rows, nint step, int count, float* by, int n)
    {
        for (var r = 0; r < count; r++, rows += step)
        {
            var j = 0;
            for (; j + S.Count <= n; j += S.Count) S.Store(S.Mul(S.Load(rows + j), S.Load(by + j)), rows + j);
            for (; j < n; j++) rows[j] *= by[j];
        }
    }

    /// <summary>The weighted sums pair by pair, leaving out weights of 0, so that a NaN behind a mask is never read.</summary>
    public static void Sparse(float* p, nint pStep, int rows, float* keep, float* v, nint step, int n, int width, float* o, int oStep,
        float* scales)
    {
        for (var r = 0; r < rows; r++, p += pStep, o += oStep)
        {
            for (var c = 0; c < width; c++) o[c] *= keep[r];
            for (var j = 0; j < n; j++)
            {
                if (p[j] == 0) continue;
                var weight = scales == null ? p[j] : p[j] * scales[j];
                for (var c = 0; c < width; c++) o[c] += weight * v[j * step + c];
            }
        }
    }
}
