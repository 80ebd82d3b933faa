using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The weighted sums of the values of a segment for a few rows of weights. The lanes
/// are features; four registers of a value are loaded once for up to four rows.</summary>
/// <typeparam name="S">The operations.</typeparam>
/// <typeparam name="V">The register.</typeparam>
internal static unsafe class DecodeSums<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>o[r] = o[r] · keep[r] + Σ_j p[r, j] · v[j].</summary>
    /// <param name="p">A row of weights per row of sums.</param>
    /// <param name="pStep">Floats from one row to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="keep">What each row's older sums are multiplied by.</param>
    /// <param name="v">The values.</param>
    /// <param name="step">Bytes from one to the next.</param>
    /// <param name="n">How many.</param>
    /// <param name="width">Features, whole registers.</param>
    /// <param name="o">The sums, packed.</param>
    /// <param name="ahead">As many rows of memory that will be wanted next.</param>
    /// <param name="aheadStep">Bytes from one of them to the next.</param>
    /// <param name="aheadWidth">Their length in bytes; 0 to ask for nothing.</param>
    [MethodImpl(Hot.Path)]
    public static void Run<T>(float* p, nint pStep, int rows, float* keep, byte* v, nint step, int n, int width, float* o, byte* ahead,
        nint aheadStep, int aheadWidth) where T : struct, IStored
    {
        var r = 0;
        if (S.Count == 16)
            for (; r + 4 <= rows; r += 4)
                for (var c = 0; c < width; aheadWidth = 0)
                    if (c + 4 * S.Count <= width)
                    {
                        Four<T>(p + r * pStep, pStep, keep + r, v + c * T.Bytes, step, n, o + r * width + c, width, ahead, aheadStep,
                            aheadWidth);
                        c += 4 * S.Count;
                    }
                    else
                    {
                        FourNarrow<T>(p + r * pStep, pStep, keep + r, v + c * T.Bytes, step, n, o + r * width + c, width);
                        c += S.Count;
                    }
        for (; r + 2 <= rows; r += 2)
            for (var c = 0; c < width; aheadWidth = 0)
                if (c + 4 * S.Count <= width)
                {
                    Two<T>(p + r * pStep, pStep, keep + r, v + c * T.Bytes, step, n, o + r * width + c, width, ahead, aheadStep,
                        aheadWidth);
                    c += 4 * S.Count;
                }
                else
                {
                    OneNarrow<T>(p + r * pStep, keep[r], v + c * T.Bytes, step, n, o + r * width + c);
                    OneNarrow<T>(p + (r + 1) * pStep, keep[r + 1], v + c * T.Bytes, step, n, o + (r + 1) * width + c);
                    c += S.Count;
                }
        for (; r < rows; r++)
            for (var c = 0; c < width; aheadWidth = 0)
                if (c + 4 * S.Count <= width)
                {
                    One<T>(p + r * pStep, keep[r], v + c * T.Bytes, step, n, o + r * width + c, ahead, aheadStep, aheadWidth);
                    c += 4 * S.Count;
                }
                else
                {
                    OneNarrow<T>(p + r * pStep, keep[r], v + c * T.Bytes, step, n, o + r * width + c);
                    c += S.Count;
                }
    }

    [MethodImpl(Hot.Path)]
    private static void Four<T>(float* p, nint pStep, float* keep, byte* v, nint step, int n, float* o, nint width, byte* ahead,
        nint aheadStep, int aheadWidth) where T : struct, IStored
    {
        var a = Quad<S, V>.Load(o, S.Create(keep[0]));
        var b = Quad<S, V>.Load(o + width, S.Create(keep[1]));
        var c = Quad<S, V>.Load(o + 2 * width, S.Create(keep[2]));
        var d = Quad<S, V>.Load(o + 3 * width, S.Create(keep[3]));
        for (var end = p + n; p != end; p++, v += step, ahead += aheadStep)
        {
            var values = Quad<S, V>.Load<T>(v, 0);
            a = Quad<S, V>.Fma(S.Create(p[0]), values, a);
            b = Quad<S, V>.Fma(S.Create(p[pStep]), values, b);
            c = Quad<S, V>.Fma(S.Create(p[2 * pStep]), values, c);
            d = Quad<S, V>.Fma(S.Create(p[3 * pStep]), values, d);
            for (nint f = 0; f < aheadWidth; f += Prefetch.Bytes) Prefetch.Line(ahead + f);
        }
        a.Store(o);
        b.Store(o + width);
        c.Store(o + 2 * width);
        d.Store(o + 3 * width);
    }

    [MethodImpl(Hot.Path)]
    private static void FourNarrow<T>(float* p, nint pStep, float* keep, byte* v, nint step, int n, float* o, nint width)
        where T : struct, IStored
    {
        var a = S.Mul(S.Load(o), S.Create(keep[0]));
        var b = S.Mul(S.Load(o + width), S.Create(keep[1]));
        var c = S.Mul(S.Load(o + 2 * width), S.Create(keep[2]));
        var d = S.Mul(S.Load(o + 3 * width), S.Create(keep[3]));
        for (var end = p + n; p != end; p++, v += step)
        {
            var values = T.Load<S, V>(v, 0);
            a = S.Fma(S.Create(p[0]), values, a);
            b = S.Fma(S.Create(p[pStep]), values, b);
            c = S.Fma(S.Create(p[2 * pStep]), values, c);
            d = S.Fma(S.Create(p[3 * pStep]), values, d);
        }
        S.Store(a, o);
        S.Store(b, o + width);
        S.Store(c, o + 2 * width);
        S.Store(d, o + 3 * width);
    }

    [MethodImpl(Hot.Path)]
    private static void Two<T>(float* p, nint pStep, float* keep, byte* v, nint step, int n, float* o, nint width, byte* ahead,
        nint aheadStep, int aheadWidth) where T : struct, IStored
    {
        var a = Quad<S, V>.Load(o, S.Create(keep[0]));
        var b = Quad<S, V>.Load(o + width, S.Create(keep[1]));
        for (var end = p + n; p != end; p++, v += step, ahead += aheadStep)
        {
            var values = Quad<S, V>.Load<T>(v, 0);
            a = Quad<S, V>.Fma(S.Create(p[0]), values, a);
            b = Quad<S, V>.Fma(S.Create(p[pStep]), values, b);
            for (nint f = 0; f < aheadWidth; f += Prefetch.Bytes) Prefetch.Line(ahead + f);
        }
        a.Store(o);
        b.Store(o + width);
    }

    [MethodImpl(Hot.Path)]
    private static void One<T>(float* p, float keep, byte* v, nint step, int n, float* o, byte* ahead, nint aheadStep, int aheadWidth)
        where T : struct, IStored
    {
        var a = Quad<S, V>.Load(o, S.Create(keep));
        for (var end = p + n; p != end; p++, v += step, ahead += aheadStep)
        {
            a = Quad<S, V>.Fma(S.Create(*p), Quad<S, V>.Load<T>(v, 0), a);
            for (nint f = 0; f < aheadWidth; f += Prefetch.Bytes) Prefetch.Line(ahead + f);
        }
        a.Store(o);
    }

    [MethodImpl(Hot.Path)]
    private static void OneNarrow<T>(float* p, float keep, byte* v, nint step, int n, float* o) where T : struct, IStored
    {
        var a = S.Mul(S.Load(o), S.Create(keep));
        for (var end = p + n; p != end; p++, v += step) a = S.Fma(S.Create(*p), T.Load<S, V>(v, 0), a);
        S.Store(a, o);
    }
}
