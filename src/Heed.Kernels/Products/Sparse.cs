using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The second product pair by pair, leaving out weights of 0, so that a NaN behind a mask is never read.</summary>
internal static unsafe class Sparse
{
    [MethodImpl(Hot.Path)]
    public static void Run<S, V, R>(Grid v, float* p, int n, float* o, int rows, R keep)
        where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V>
    {
        var wide = R.Registers * S.Count;
        var fade = stackalloc float[wide];
        R.Store(keep, fade);
        for (var c = 0; c < rows; c++)
            for (var r = 0; r < wide; r++)
            {
                var sum = o[c * wide + r] * fade[r];
                for (var j = 0; j < n; j++)
                    if (p[j * wide + r] != 0) sum += p[j * wide + r] * v.Start[j * v.Column + c];
                o[c * wide + r] = sum;
            }
    }

    /// <summary>Whether all the values of a block are finite.</summary>
    [MethodImpl(Hot.Path)]
    public static bool Finite<S, V>(Grid v, int n, int width) where S : struct, ISimd<V> where V : struct
    {
        var zero = S.Create(0f);
        var (a, b, c, d, bad) = (zero, zero, zero, zero, 0f);
        // four sums, so that none waits for itself; rows beyond the last are read again
        for (var j = 0; j < n; j += 4)
        {
            float* row = v.Start + j * v.Column, second = v.Start + Math.Min(j + 1, n - 1) * v.Column;
            float* third = v.Start + Math.Min(j + 2, n - 1) * v.Column, fourth = v.Start + Math.Min(j + 3, n - 1) * v.Column;
            var at = 0;
            for (; at + S.Count <= width; at += S.Count)
            {
                a = S.Fma(S.Load(row + at), zero, a);
                b = S.Fma(S.Load(second + at), zero, b);
                c = S.Fma(S.Load(third + at), zero, c);
                d = S.Fma(S.Load(fourth + at), zero, d);
            }
            for (; at < width; at++) bad += (row[at] * 0) + (second[at] * 0) + (third[at] * 0) + (fourth[at] * 0);
        }
        return bad + S.Sum(S.Add(S.Add(a, b), S.Add(c, d))) == 0;
    }

    /// <summary>o[i, c] += Σ_j a[i, j] · b[j, c] over the a that are not 0.</summary>
    [MethodImpl(Hot.Path)]
    public static void Rows(float* a, int aStep, int rows, float* b, int bStep, int terms, float* o, nint oStep, int width)
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < terms; j++)
                if (a[i * aStep + j] != 0)
                    for (var c = 0; c < width; c++) o[i * oStep + c] += a[i * aStep + j] * b[j * bStep + c];
    }
}
