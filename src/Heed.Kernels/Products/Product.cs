using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The one matrix product of attention: o[r, c] = begin[r, c] + Σ_t a[r, t] · b[t,
/// c], where c runs over the lanes of a row.</summary>
/// <remarks>
/// Scores are K · Qᵀ (a row is a key, a term is a feature), outputs Vᵀ · Pᵀ (a row is a feature, a term is a key), and so on for the
/// gradients: what is read element by element lies as the caller has it. Sums are plain
/// locals, and there are enough of them to hide the latency of a multiplication.
/// </remarks>
internal static unsafe class Product
{
    /// <summary>Runs the product over all rows and gives the last row's top.</summary>
    /// <param name="a">The matrix read element by element.</param>
    /// <param name="rows">Rows of a and of o.</param>
    /// <param name="b">The rows that are summed.</param>
    /// <param name="terms">How many products are summed.</param>
    /// <param name="o">The result.</param>
    /// <param name="top">What the first row is told.</param>
    /// <param name="epilogue">What the sums start from, and what becomes of them.</param>
    [MethodImpl(Hot.Path)]
    public static R Run<S, V, R, E>(Grid a, int rows, Grid b, int terms, Grid o, R top, in E epilogue)
        where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V> where E : struct, IEpilogue<R>
    {
        var r = 0;
        if (S.Count == 16 || R.Registers == 1)
        {
            top = Eights<S, V, R, E>(a, rows / 8, b, terms, o, top, epilogue);
            r = rows / 8 * 8;
        }
        if (rows - r >= 4)
        {
            top = Fours<S, V, R, E>(a.From(r), (rows - r) / 4, b, terms, o.From(r), r, top, epilogue);
            r = rows / 4 * 4;
        }
        for (; r < rows; r++) top = One<S, V, R, E>(a.From(r), b, terms, o.From(r), r, top, epilogue);
        return top;
    }

    [MethodImpl(Hot.Path)]
    private static R Eights<S, V, R, E>(Grid ga, int eights, Grid gb, int terms, Grid go, R top, in E epilogue)
        where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V> where E : struct, IEpilogue<R>
    {
        float* o = go.Start, end = gb.Start + terms * gb.Row;
        nint term = ga.Column, next = gb.Row, step = go.Row;
        nint r1 = ga.Row, r2 = 2 * r1, r3 = 3 * r1, r4 = 4 * r1, r5 = 5 * r1, r6 = 6 * r1, r7 = 7 * r1;
        for (var r = 0; r < 8 * eights; r += 8, o += 8 * step)
        {
            float* a = ga.Start + r * r1, b = gb.Start;
            var c0 = epilogue.Begin(o);
            var c1 = epilogue.Begin(o + step);
            var c2 = epilogue.Begin(o + 2 * step);
            var c3 = epilogue.Begin(o + 3 * step);
            var c4 = epilogue.Begin(o + 4 * step);
            var c5 = epilogue.Begin(o + 5 * step);
            var c6 = epilogue.Begin(o + 6 * step);
            var c7 = epilogue.Begin(o + 7 * step);
            for (; b != end; b += next, a += term)
            {
                var y = R.Load(b);
                c0 = R.Fma(S.Create(a[0]), y, c0);
                c1 = R.Fma(S.Create(a[r1]), y, c1);
                c2 = R.Fma(S.Create(a[r2]), y, c2);
                c3 = R.Fma(S.Create(a[r3]), y, c3);
                c4 = R.Fma(S.Create(a[r4]), y, c4);
                c5 = R.Fma(S.Create(a[r5]), y, c5);
                c6 = R.Fma(S.Create(a[r6]), y, c6);
                c7 = R.Fma(S.Create(a[r7]), y, c7);
            }
            top = epilogue.End(c0, top, r, o);
            top = epilogue.End(c1, top, r + 1, o + step);
            top = epilogue.End(c2, top, r + 2, o + 2 * step);
            top = epilogue.End(c3, top, r + 3, o + 3 * step);
            top = epilogue.End(c4, top, r + 4, o + 4 * step);
            top = epilogue.End(c5, top, r + 5, o + 5 * step);
            top = epilogue.End(c6, top, r + 6, o + 6 * step);
            top = epilogue.End(c7, top, r + 7, o + 7 * step);
        }
        return top;
    }

    [MethodImpl(Hot.Path)]
    private static R Fours<S, V, R, E>(Grid ga, int fours, Grid gb, int terms, Grid go, int first, R top, in E epilogue)
        where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V> where E : struct, IEpilogue<R>
    {
        float* o = go.Start, end = gb.Start + terms * gb.Row;
        nint term = ga.Column, next = gb.Row, step = go.Row;
        nint r1 = ga.Row, r2 = 2 * r1, r3 = 3 * r1;
        for (var r = 0; r < 4 * fours; r += 4, o += 4 * step)
        {
            float* a = ga.Start + r * r1, b = gb.Start;
            var c0 = epilogue.Begin(o);
            var c1 = epilogue.Begin(o + step);
            var c2 = epilogue.Begin(o + 2 * step);
            var c3 = epilogue.Begin(o + 3 * step);
            for (; b != end; b += next, a += term)
            {
                var y = R.Load(b);
                c0 = R.Fma(S.Create(a[0]), y, c0);
                c1 = R.Fma(S.Create(a[r1]), y, c1);
                c2 = R.Fma(S.Create(a[r2]), y, c2);
                c3 = R.Fma(S.Create(a[r3]), y, c3);
            }
            top = epilogue.End(c0, top, first + r, o);
            top = epilogue.End(c1, top, first + r + 1, o + step);
            top = epilogue.End(c2, top, first + r + 2, o + 2 * step);
            top = epilogue.End(c3, top, first + r + 3, o + 3 * step);
        }
        return top;
    }

    [MethodImpl(Hot.Path)]
    private static R One<S, V, R, E>(Grid ga, Grid gb, int terms, Grid go, int first, R top, in E epilogue)
        where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V> where E : struct, IEpilogue<R>
    {
        float* a = ga.Start, b = gb.Start;
        var (term, next) = (ga.Column, gb.Row);
        var c0 = epilogue.Begin(go.Start);
        for (var end = b + terms * next; b != end; b += next, a += term) c0 = R.Fma(S.Create(*a), R.Load(b), c0);
        return epilogue.End(c0, top, first, go.Start);
    }
}
