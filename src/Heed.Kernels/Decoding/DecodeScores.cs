using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>
/// The scores of some rows of queries with the keys of a segment. With few rows the lanes are features, four keys share each load of a
/// query and up to four queries each load of a key. With many the lanes are keys, which are
/// transposed first: then no lanes need to be joined.
/// </summary>
/// <typeparam name="S">The operations.</typeparam>
/// <typeparam name="V">The register.</typeparam>
internal static unsafe class DecodeScores<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>Whether so many rows are worth transposing the keys for: that costs as much as joining the lanes of ten rows.</summary>
    public static bool Transposes(int rows) => S.Count == 16 && rows >= 16;

    /// <summary>s[r, j] = q[r] · k[j], for many rows; what follows a row is written up to a whole register.</summary>
    /// <param name="q">Rows of queries.</param>
    /// <param name="rows">How many.</param>
    /// <param name="qStep">Floats from one to the next.</param>
    /// <param name="width">Features.</param>
    /// <param name="k">The keys.</param>
    /// <param name="step">Floats from one to the next.</param>
    /// <param name="n">How many.</param>
    /// <param name="s">A row of scores per row of queries.</param>
    /// <param name="sStep">Floats from one row to the next.</param>
    /// <param name="scratch">Memory for four registers for each feature.</param>
    /// <param name="ahead">As many rows of memory that will be wanted next.</param>
    /// <param name="aheadStep">Bytes from one of them to the next.</param>
    /// <param name="aheadWidth">Their length in bytes.</param>
    [MethodImpl(Hot.Path)]
    public static void Transposed(float* q, int rows, nint qStep, int width, float* k, nint step, int n, float* s, nint sStep,
        float* scratch, byte* ahead, nint aheadStep, int aheadWidth)
    {
        var by = scratch + 3 * S.Count * width;
        new Span<float>(by, width).Fill(1);
        for (var j = 0; j < n; j += 3 * S.Count)
        {
            var left = Math.Min(3 * S.Count, n - j);
            for (var i = 0; i < left; i++)
                for (var f = 0; f < aheadWidth; f += Prefetch.Bytes) Prefetch.Line(ahead + (j + i) * aheadStep + f);
            if (left > 2 * S.Count) Transposed<Row3<S, V>>(q, rows, qStep, width, k + j * step, step, left, s + j, sStep, scratch, by);
            else if (left > S.Count) Transposed<Row2<S, V>>(q, rows, qStep, width, k + j * step, step, left, s + j, sStep, scratch, by);
            else Transposed<Row1<S, V>>(q, rows, qStep, width, k + j * step, step, left, s + j, sStep, scratch, by);
        }
    }

    [MethodImpl(Hot.Path)]
    private static void Transposed<R>(float* q, int rows, nint qStep, int width, float* k, nint step, int n, float* s, nint sStep,
        float* scratch, float* by) where R : struct, IRow<R, S, V>
    {
        nint lanes = R.Registers * S.Count;
        Transpose.Run<S, V>(k, step, n, width, by, scratch, lanes);
        Product.Run<S, V, R, NewSums<S, V, R>>(new(q, qStep), rows, new(scratch, lanes), width, new(s, sStep), default, default);
    }

    /// <summary>s[r, j] = q[r] · k[j]; up to three numbers are written after the last key of a row.</summary>
    /// <param name="q">Rows of queries, padded with zeros to whole registers.</param>
    /// <param name="rows">How many.</param>
    /// <param name="width">Features, whole registers.</param>
    /// <param name="k">The keys.</param>
    /// <param name="step">Bytes from one to the next.</param>
    /// <param name="n">How many.</param>
    /// <param name="s">A row of scores per row of queries.</param>
    /// <param name="sStep">Floats from one row to the next.</param>
    /// <param name="ahead">As many rows of memory that will be wanted next.</param>
    /// <param name="aheadStep">Bytes from one of them to the next.</param>
    /// <param name="aheadWidth">Their length in bytes; 0 to ask for nothing.</param>
    [MethodImpl(Hot.Path)]
    public static void Run<T>(float* q, int rows, int width, byte* k, nint step, int n, float* s, nint sStep, byte* ahead, nint aheadStep,
        int aheadWidth) where T : struct, IStored
    {
        var r = 0;
        if (S.Count == 16)
            for (; r + 4 <= rows; r += 4, aheadWidth = 0)
                Four<T>(q + r * width, width, k, step, n, s + r * sStep, sStep, ahead, aheadStep, aheadWidth);
        for (; r + 2 <= rows; r += 2, aheadWidth = 0)
            Two<T>(q + r * width, width, k, step, n, s + r * sStep, sStep, ahead, aheadStep, aheadWidth);
        if (r < rows) One<T>(q + r * width, width, k, step, n, s + r * sStep, ahead, aheadStep, aheadWidth);
    }

    [MethodImpl(Hot.Path)]
    private static void Four<T>(float* q, nint width, byte* k, nint step, int n, float* s, nint sStep, byte* ahead, nint aheadStep,
        int aheadWidth) where T : struct, IStored
    {
        for (var j = 0; j < n; j += 4, k += 4 * step)
        {
            var (k1, k2, k3) = Others(step, n - j);
            var (a, b, c, d) = (Quad<S, V>.Fill(S.Create(0f)), Quad<S, V>.Fill(S.Create(0f)), Quad<S, V>.Fill(S.Create(0f)),
                Quad<S, V>.Fill(S.Create(0f)));
            for (nint f = 0; f < width; f += S.Count)
            {
                var keys = Quad<S, V>.Load<T>(k, k + k1, k + k2, k + k3, f);
                a = Quad<S, V>.Fma(S.Load(q + f), keys, a);
                b = Quad<S, V>.Fma(S.Load(q + width + f), keys, b);
                c = Quad<S, V>.Fma(S.Load(q + 2 * width + f), keys, c);
                d = Quad<S, V>.Fma(S.Load(q + 3 * width + f), keys, d);
            }
            Fetch(ahead + j * aheadStep, aheadStep, aheadWidth);
            a.StoreSums(s + j);
            b.StoreSums(s + sStep + j);
            c.StoreSums(s + 2 * sStep + j);
            d.StoreSums(s + 3 * sStep + j);
        }
    }

    [MethodImpl(Hot.Path)]
    private static void Two<T>(float* q, nint width, byte* k, nint step, int n, float* s, nint sStep, byte* ahead, nint aheadStep,
        int aheadWidth) where T : struct, IStored
    {
        for (var j = 0; j < n; j += 4, k += 4 * step)
        {
            var (k1, k2, k3) = Others(step, n - j);
            var (a, b) = (Quad<S, V>.Fill(S.Create(0f)), Quad<S, V>.Fill(S.Create(0f)));
            for (nint f = 0; f < width; f += S.Count)
            {
                var keys = Quad<S, V>.Load<T>(k, k + k1, k + k2, k + k3, f);
                a = Quad<S, V>.Fma(S.Load(q + f), keys, a);
                b = Quad<S, V>.Fma(S.Load(q + width + f), keys, b);
            }
            Fetch(ahead + j * aheadStep, aheadStep, aheadWidth);
            a.StoreSums(s + j);
            b.StoreSums(s + sStep + j);
        }
    }

    [MethodImpl(Hot.Path)]
    private static void One<T>(float* q, nint width, byte* k, nint step, int n, float* s, byte* ahead, nint aheadStep, int aheadWidth)
        where T : struct, IStored
    {
        for (var j = 0; j < n; j += 4, k += 4 * step)
        {
            var (k1, k2, k3) = Others(step, n - j);
            var a = new Quad<S, V>(Dot<T>(q, k, width), Dot<T>(q, k + k1, width), Dot<T>(q, k + k2, width), Dot<T>(q, k + k3, width));
            Fetch(ahead + j * aheadStep, aheadStep, aheadWidth);
            a.StoreSums(s + j);
        }
    }

    // The last keys of a segment may be fewer than four: the missing ones repeat the first, and nobody reads their scores.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nint, nint, nint) Others(nint step, int left)
        => (left > 1 ? step : 0, left > 2 ? 2 * step : 0, left > 3 ? 3 * step : 0);

    // A key after the other, as they lie: the processor guesses what is wanted next from this order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Dot<T>(float* q, byte* k, nint width) where T : struct, IStored
    {
        var sum = S.Mul(S.Load(q), T.Load<S, V>(k, 0));
        for (nint f = S.Count; f < width; f += S.Count) sum = S.Fma(S.Load(q + f), T.Load<S, V>(k, f), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(byte* from, nint step, nint width)
    {
        for (nint f = 0; f < width; f += Prefetch.Bytes) Prefetch.Line(from + f);
        for (nint f = 0; f < width; f += Prefetch.Bytes) Prefetch.Line(from + step + f);
        for (nint f = 0; f < width; f += Prefetch.Bytes) Prefetch.Line(from + 2 * step + f);
        for (nint f = 0; f < width; f += Prefetch.Bytes) Prefetch.Line(from + 3 * step + f);
    }
}
