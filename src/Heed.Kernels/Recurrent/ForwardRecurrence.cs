using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The pieces of a forward call: a block of columns of a head's memory each, token after token.</summary>
internal readonly unsafe struct ForwardRecurrence<S, V>(RecurrenceCall call, Strided output, float* state) : IWork
    where S : struct, ISimd<V> where V : struct
{
    private const int Chunk = 32;                                                   // tokens that are packed together

    private static int Columns => RecurrenceTokens<S, V, FourRegisters<S, V>>.Columns;
    private int Blocks => (call.ValueWidth + Columns - 1) / Columns;
    private int Together => Math.Min(Chunk, call.Tokens);

    public int Count => call.Batch * call.Heads * Blocks;
    public long Floats => RecurrenceTokens<S, V, FourRegisters<S, V>>.Floats(call, Together) + ((long)call.Width + 1) * Columns;
    public long Cost => (long)call.Batch * call.Heads * call.Tokens * call.Width * call.ValueWidth * (1 + call.Updates);

    public void Run(int index, float* memory)
    {
        var (head, block) = Math.DivRem(index, Blocks);
        var wide = Math.Min(Columns, call.ValueWidth - (block * Columns));
        if (wide <= S.Count) Run<OneRegister<S, V>>(head, block * Columns, wide, memory);
        else Run<FourRegisters<S, V>>(head, block * Columns, wide, memory);
    }

    [MethodImpl(Hot.Path)]
    private void Run<C>(int head, int column, int wide, float* memory) where C : struct, IColumns<C, S, V>
    {
        var (b, h) = Math.DivRem(head, call.Heads);
        var columns = RecurrenceTokens<S, V, C>.Columns;
        float* s = memory, own = state + (nint)head * call.Width * call.ValueWidth + column;
        var o = memory + (nint)call.Width * columns;
        nint step = wide == columns ? call.ValueWidth : columns;
        if (wide == columns) s = own;                                               // where it lies
        else
            for (var i = 0; i < call.Width; i++)
            {
                new ReadOnlySpan<float>(own + (nint)i * call.ValueWidth, wide).CopyTo(new(s + i * columns, wide));
                new Span<float>(s + i * columns + wide, columns - wide).Clear();
            }
        var tokens = new RecurrenceTokens<S, V, C>(call, Together, o + columns);
        for (var first = 0; first < call.Tokens; first += Chunk)
        {
            var count = Math.Min(Chunk, call.Tokens - first);
            tokens.Pack(b, h, first, count, column, fadesAsked: true);
            for (var t = 0; t < count; t++)
            {
                C.Store(Token(tokens, t, s, step), o);
                new ReadOnlySpan<float>(o, wide).CopyTo(new(output.At(b, h, first + t) + column, wide));
            }
        }
        if (wide == columns) return;
        for (var i = 0; i < call.Width; i++)
            new ReadOnlySpan<float>(s + i * columns, wide).CopyTo(new(own + (nint)i * call.ValueWidth, wide));
    }

    [MethodImpl(Hot.Path)]
    private C Token<C>(in RecurrenceTokens<S, V, C> tokens, int t, float* s, nint step) where C : struct, IColumns<C, S, V>
    {
        float* q = tokens.Q + t * call.Rows, decay = tokens.Decay + t * call.Rows;
        for (var r = 0; ; r++)
        {
            nint u = t * call.Updates + r;
            float* k = tokens.K + u * call.Rows, asked = tokens.Asked + u * call.Rows;
            var written = C.Load(tokens.Values + u * RecurrenceTokens<S, V, C>.Columns);
            if (call.Asks) written = C.Sub(written, Memory<S, V, C>.Ask(s, step, call.Width, asked));
            var (fades, reads) = (r == 0 && call.Fades, r == call.Updates - 1);
            if (fades && reads) return Memory<S, V, C>.Write<Yes, Yes>(s, step, call.Width, decay, k, written, q);
            if (reads) return Memory<S, V, C>.Write<No, Yes>(s, step, call.Width, decay, k, written, q);
            if (fades) Memory<S, V, C>.Write<Yes, No>(s, step, call.Width, decay, k, written, q);
            else Memory<S, V, C>.Write<No, No>(s, step, call.Width, decay, k, written, q);
        }
    }
}
