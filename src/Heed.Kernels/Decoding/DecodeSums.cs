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
    /// <param name="step">Floats from one to the next.</param>
    /// <param name="n">How many.</param>
    /// <param name="width">Features, whole registers.</param>
    /// <param name="o">The sums, packed.</param>
    /// <param name="ahead">As many rows of memory that will be wanted next.</param>
    /// <param name="aheadStep">Floats from one of them to the next.</param>
    /// <param name="aheadWidth">Their length; 0 to ask for nothing.</param>
    [MethodImpl(Hot.Path)]
    public static void Run(float* p, nint pStep, int rows, float* keep, float* v, nint step, int n, int width, float* o, float* ahead,
        nint aheadStep, int aheadWidth)
    {
        var r = 0;
        if (S.Count == 16)
            for (; r + 4 <= rows; r += 4)
                for (var c = 0; c < width; aheadWidth = 0)
                    if (c + 4 * S.Count <= width)
                    {
                        Four(p + r * pStep, pStep, keep + r, v + c, step, n, o + r * width + c, width, ahead, aheadStep, aheadWidth);
                        c += 4 * S.Count;
                    }
                    else
                    {
                        FourNarrow(p + r * pStep, pStep, keep + r, v + c, step, n, o + r * width + c, width);
                        c += S.Count;
                    }
        for (; r + 2 <= rows; r += 2)
            for (var c = 0; c < width; aheadWidth = 0)
                if (c + 4 * S.Count <= width)
                {
                    Two(p + r * pStep, pStep, keep + r, v + c, step, n, o + r * width + c, width, ahead, aheadStep, aheadWidth);
                    c += 4 * S.Count;
                }
                else
                {
                    OneNarrow(p + r * pStep, keep[r], v + c, step, n, o + r * width + c);
                    OneNarrow(p + (r + 1) * pStep, keep[r + 1], v + c, step, n, o + (r + 1) * width + c);
                    c += S.Count;
                }
        for (; r < rows; r++)
            for (var c = 0; c < width; aheadWidth = 0)
                if (c + 4 * S.Count <= width)
                {
                    One(p + r * pStep, keep[r], v + c, step, n, o + r * width + c, ahead, aheadStep, aheadWidth);
                    c += 4 * S.Count;
                }
                else
                {
                    OneNarrow(p + r * pStep, keep[r], v + c, step, n, o + r * width + c);
                    c += S.Count;
                }
    }

    [MethodImpl(Hot.Path)]
    private static void Four(float* p, nint pStep, float* keep, float* v, nint step, int n, float* o, nint width, float* ahead,
        nint aheadStep, int aheadWidth)
    {
        var a = Quad<S, V>.Load(o, S.Create(keep[0]));
        var b = Quad<S, V>.Load(o + width, S.Create(keep[1]));
        var c = Quad<S, V>.Load(o + 2 * width, S.Create(keep[2]));
        var d = Quad<S, V>.Load(o + 3 * width, S.Create(keep[3]));
        for (var end = p + n; p != end; p++, v += step, ahead += aheadStep)
        {
            var values = Quad<S, V>.Load(v);
            a = Quad<S, V>.Fma(S.Create(p[0]), values, a);
            b = Quad<S, V>.Fma(S.Create(p[pStep]), values, b);
            c = Quad<S, V>.Fma(S.Create(p[2 * pStep]), values, c);
            d = Quad<S, V>.Fma(S.Create(p[3 * pStep]), values, d);
            for (nint f = 0; f < aheadWidth; f += 16) Prefetch.Line(ahead + f);
        }
        a.Store(o);
        b.Store(o + width);
        c.Store(o + 2 * width);
        d.Store(o + 3 * width);
    }

    [MethodImpl(Hot.Path)]
    private static void FourNarrow(float* p, nint pStep, float* keep, float* v, nint step, int n, float* o, nint width)
    {
        var a = S.Mul(S.Load(o), S.Create(keep[0]));
        var b = S.Mul(S.Load(o + width), S.Create(keep[1]));
        var c = S.Mul(S.Load(o + 2 * width), S.Create(keep[2]));
        var d = S.Mul(S.Load(o + 3 * width), S.Create(keep[3]));
        for (var end = p + n; p != end; p++, v += step)
        {
            var values = S.Load(v);
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
    private static void Two(float* p, nint pStep, float* keep, float* v, nint step, int n, float* o, nint width, float* ahead,
        nint aheadStep, int aheadWidth)
    {
        var a = Quad<S, V>.Load(o, S.Create(keep[0]));
        var b = Quad<S, V>.Load(o + width, S.Create(keep[1]));
        for (var end = p + n; p != end; p++, v += step, ahead += aheadStep)
        {
            var values = Quad<S, V>.Load(v);
            a = Quad<S, V>.Fma(S.Create(p[0]), values, a);
            b = Quad<S, V>.Fma(S.Create(p[pStep]), values, b);
            for (nint f = 0; f < aheadWidth; f += 16) Prefetch.Line(ahead + f);
        }
        a.Store(o);
        b.Store(o + width);
    }

    [MethodImpl(Hot.Path)]
    private static void One(float* p, float keep, float* v, nint step, int n, float* o, float* ahead, nint aheadStep, int aheadWidth)
    {
        var a = Quad<S, V>.Load(o, S.Create(keep));
        for (var end = p + n; p != end; p++, v += step, ahead += aheadStep)
        {
            a = Quad<S, V>.Fma(S.Create(*p), Quad<S, V>.Load(v), a);
            for (nint f = 0; f < aheadWidth; f += 16) Prefetch.Line(ahead + f);
        }
        a.Store(o);
    }

    [MethodImpl(Hot.Path)]
    private static void OneNarrow(float* p, float keep, float* v, nint step, int n, float* o)
    {
        var a = S.Mul(S.Load(o), S.Create(keep));
        for (var end = p + n; p != end; p++, v += step) a = S.Fma(S.Create(*p), S.Load(v), a);
        S.Store(a, o);
    }
}
