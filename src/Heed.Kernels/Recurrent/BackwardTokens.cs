using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>The gradients of some tokens of a head, for a block of columns of its memory.</summary>
/// <remarks>Four rows of the memory are taken together, so that their sums over columns are joined in one go.</remarks>
internal readonly unsafe struct BackwardTokens<S, V, C> where S : struct, ISimd<V> where V : struct where C : struct, IColumns<C, S, V>
{
    public readonly float* Written;
    private readonly float* gradient, dv, dq, dk, da, dDecay;
    private readonly RecurrenceCall call;

    public BackwardTokens(in RecurrenceCall call, int tokens, float* memory)
    {
        this.call = call;
        var updates = tokens * call.Updates;
        Written = memory;
        dv = Written + updates * Columns;
        gradient = dv + updates * Columns;
        dq = gradient + tokens * Columns;
        dk = dq + tokens * call.Rows;
        da = dk + updates * call.Rows;
        dDecay = da + updates * call.Rows;
    }

    private static int Columns => RecurrenceTokens<S, V, C>.Columns;

    public static long Floats(in RecurrenceCall call, int tokens)
        => (long)tokens * (Columns * (2 * call.Updates + 1) + call.Rows * (2 + 2 * call.Updates));

    /// <summary>Packs the gradients of the outputs of tokens from one on.</summary>
    public void Clear(int b, int h, int first, int count, int column, int wide, Strided from)
        => RecurrenceCall.Pack(from, b, h, first, count, column, wide, Columns, 1, gradient);

    /// <summary>One token, back from the memory after it to the memory before it.</summary>
    /// <param name="tokens">What the tokens were given.</param>
    /// <param name="t">Which.</param>
    /// <param name="states">The memory before the first token, and after every write.</param>
    /// <param name="g">The gradient of the memory.</param>
    [MethodImpl(Hot.Path)]
    public void Token(in RecurrenceTokens<S, V, C> tokens, int t, float* states, float* g)
    {
        var block = (nint)call.Rows * Columns;
        for (var r = call.Updates - 1; r >= 0; r--)
        {
            var u = (nint)t * call.Updates + r;
            float* after = states + (u + 1) * block, before = states + u * block, k = tokens.K + u * call.Rows;
            // what was written got this from what was read of it later
            var w = r == call.Updates - 1
                ? Read(tokens.Q + t * call.Rows, C.Load(gradient + (nint)t * Columns), after, g, k, dq + (nint)t * call.Rows)
                : Memory<S, V, C>.Ask(g, Columns, call.Rows, k);
            C.Store(w, dv + u * Columns);
            var written = C.Load(Written + u * Columns);
            var fades = r == 0 && call.Fades;
            if (!fades) Plain(u, tokens.Asked + u * call.Rows, before, g, written, w);
            else Faded(t, u, tokens.Decay + (nint)t * call.Rows, tokens.Asked + u * call.Rows, before, g, written, w);
        }
    }

    // G += q ⊗ gradient; dq = S · gradient; gives Gᵀk.
    [MethodImpl(Hot.Path)]
    private C Read(float* q, in C gradient, float* s, float* g, float* k, float* dq)
    {
        nint columns = Columns;                                                     // a call in the loop would empty the registers
        var w = C.Fill(S.Create(0f));
        for (var i = 0; i < call.Rows; i += 4, s += 4 * columns, g += 4 * columns)
        {
            Sums(gradient, s, columns).Store(dq + i);
            for (var j = 0; j < 4; j++)
            {
                var row = C.Fma(S.Create(q[i + j]), gradient, C.Load(g + j * columns));
                C.Store(row, g + j * columns);
                w = C.Fma(S.Create(k[i + j]), row, w);
            }
        }
        return w;
    }

    // dk = G · written; da = -S · w, G -= a ⊗ w.
    [MethodImpl(Hot.Path)]
    private void Plain(nint u, float* asked, float* s, float* g, in C written, in C w)
    {
        nint columns = Columns;                                                     // a call in the loop would empty the registers
        float* dk = this.dk + u * call.Rows, da = this.da + u * call.Rows;
        for (var i = 0; i < call.Rows; i += 4, s += 4 * columns, g += 4 * columns)
        {
            Sums(written, g, columns).Store(dk + i);
            if (!call.Asks) continue;
            (-Sums(w, s, columns)).Store(da + i);
            for (var j = 0; j < 4; j++)
                C.Store(C.Fma(S.Create(-asked[i + j]), w, C.Load(g + j * columns)), g + j * columns);
        }
    }

    // The same for a first write, before which the memory fades; what was asked was multiplied by the decay unless it was asked before.
    [MethodImpl(Hot.Path)]
    private void Faded(int t, nint u, float* decay, float* asked, float* s, float* g, in C written, in C w)
    {
        nint columns = Columns;                                                     // a call in the loop would empty the registers
        float* dk = this.dk + u * call.Rows, da = this.da + u * call.Rows, fade = dDecay + (nint)t * call.Rows;
        for (var i = 0; i < call.Rows; i += 4, s += 4 * columns, g += 4 * columns)
        {
            Sums(written, g, columns).Store(dk + i);
            var left = Products(s, g, columns);                                              // of the decay, through what stays
            if (call.Asks)
            {
                var answers = Sums(w, s, columns);
                // asked as it had faded: the question was a · decay
                if (call.AsksBeforeDecay) (-answers).Store(da + i);
                else
                {
                    var (a, f) = (Vector128.Load(asked + i), Vector128.Load(decay + i));
                    (-answers * f).Store(da + i);
                    left -= answers * Divided(a, f);
                }
            }
            (left * Vector128.Load(decay + i)).Store(fade + i);                     // of its logarithm
            for (var j = 0; j < 4; j++)
            {
                var row = C.Load(g + j * columns, S.Create(decay[i + j]));
                if (call.Asks) row = C.Fma(S.Create(-asked[i + j]), w, row);
                C.Store(row, g + j * columns);
            }
        }
    }

    /// <summary>Adds what was found to the gradients.</summary>
    [MethodImpl(Hot.Path)]
    public void Add(in RecurrenceUpstream to, int b, int h, int first, int count, int column, int wide, in RecurrenceTokens<S, V, C> tokens)
    {
        var updates = call.Updates;
        for (var i = 0; i < count; i++) Add(dq + i * call.Rows, call.Scale, to.Q.At(b, h, first + i), call.Width);
        for (var u = 0; u < count * updates; u++)
        {
            Add(dk + u * call.Rows, 1, to.K.At(b, h, first * updates + u), call.Width);
            Add(dv + u * Columns, 1, to.V.At(b, h, first * updates + u) + column, wide);
            if (call.Asks) Add(da + u * call.Rows, 1, to.Asked.At(b, h, first * updates + u), call.Width);
        }
        if (!call.Fades) return;
        for (var i = 0; i < count; i++)
        {
            float* own = dDecay + i * call.Rows, into = to.LogDecay.At(b, h, first + i);
            if (call.FadesByRow) Add(own, 1, into, call.Width);
            else
                for (var c = 0; c < call.Width; c++) *into += own[c];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* from, float by, float* to, int count)
    {
        var c = 0;
        for (; c + S.Count <= count; c += S.Count) S.Store(S.Fma(S.Create(by), S.Load(from + c), S.Load(to + c)), to + c);
        for (; c < count; c++) to[c] += by * from[c];
    }

    // a / f, and 0 where f is: what was forgotten was not asked
    private static Vector128<float> Divided(Vector128<float> a, Vector128<float> f)
        => Vector128.ConditionalSelect(Vector128.Equals(f, Vector128<float>.Zero), Vector128<float>.Zero, a / f);

    // Of four rows, each times a row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(in C by, float* rows, nint step)
        => S.Sums(C.Products(by, C.Load(rows)), C.Products(by, C.Load(rows + step)), C.Products(by, C.Load(rows + 2 * step)),
            C.Products(by, C.Load(rows + 3 * step)));

    // Of four rows, each times another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Products(float* x, float* y, nint step)
        => S.Sums(C.Products(C.Load(x), C.Load(y)), C.Products(C.Load(x + step), C.Load(y + step)),
            C.Products(C.Load(x + 2 * step), C.Load(y + 2 * step)), C.Products(C.Load(x + 3 * step), C.Load(y + 3 * step)));
}
