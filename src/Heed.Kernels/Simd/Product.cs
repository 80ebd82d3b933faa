using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The one matrix product of attention: o[r, c] = o[r, c] · keep[c] + Σ_t a[r, t] · b[t, c], where o and b are packed in rows of one width.</summary>
/// <remarks>
/// Scores are K · Qᵀ (a row is a key, a term is a feature) and outputs are Vᵀ · Pᵀ (a row is a feature, a term is a key), so keys and
/// values are read as they lie. Accumulators are plain locals: 8 x 3 fill the 32 registers of AVX-512, 4 x 3 the 16 of AVX2.
/// </remarks>
internal static unsafe partial class Product
{
    /// <summary>Runs the product over all rows; <paramref name="keep"/> null means that o starts from zero.</summary>
    /// <param name="a">The matrix read element by element.</param>
    /// <param name="row">Floats from one row of a to the next.</param>
    /// <param name="term">Floats from one term of a to the next.</param>
    /// <param name="b">terms x width, packed.</param>
    /// <param name="width">Three registers, or one.</param>
    /// <param name="terms">How many products are summed.</param>
    /// <param name="o">rows x width, packed.</param>
    /// <param name="rows">Rows of a and of o.</param>
    /// <param name="keep">What o is multiplied by first, or null.</param>
    public static void Run<S, V>(float* a, nint row, nint term, float* b, int width, int terms, float* o, int rows, float* keep)
        where S : struct, ISimd<V> where V : struct
    {
        var (wide, r) = (width > S.Count, 0);
        if (S.Count == 16 || !wide)
            for (; r + 8 <= rows; r += 8)
                if (wide) Rows8x3<S, V>(a + r * row, row, term, b, width, terms, o + r * width, keep);
                else Rows8x1<S, V>(a + r * row, row, term, b, width, terms, o + r * width, keep);
        if (wide)
            for (; r + 4 <= rows; r += 4) Rows4x3<S, V>(a + r * row, row, term, b, width, terms, o + r * width, keep);
        for (; r < rows; r++)
            for (var c = 0; c < width; c += S.Count)
                Rows1x1<S, V>(a + r * row, row, term, b + c, width, terms, o + r * width + c, keep == null ? null : keep + c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1x1<S, V>(float* a, nint row, nint term, float* b, nint width, nint terms, float* o, float* keep)
        where S : struct, ISimd<V> where V : struct
    {
        var c00 = S.Create(0f);
        if (keep != null)
        {
            c00 = S.Mul(S.Load(o), S.Load(keep));
        }
        for (var end = b + terms * width; b < end; b += width, a += term)
        {
            var b0 = S.Load(b);
            var x = S.Create(a[0]);
            c00 = S.Fma(x, b0, c00);
        }
        S.Store(c00, o);
    }
}
