using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The pieces of a backward call: a head each, whose blocks of columns come one after another.</summary>
/// <remarks>The memory is computed anew from the first token on and kept at the beginning of each chunk; the chunks then come in reverse,
/// each with the memory after every write. So the memory beside the gradients grows with the root of the text at most.</remarks>
internal readonly unsafe struct BackwardRecurrence<S, V>(RecurrenceCall call, Strided gradient, float* state, RecurrenceUpstream d) : IWork
    where S : struct, ISimd<V> where V : struct
{
    private const int Shortest = 16;
    private const int Chunks = 256;                                                 // of which the memory is kept, before they grow

    private static int Columns => RecurrenceTokens<S, V, FourRegisters<S, V>>.Columns;
    private int Chunk => Math.Max(Shortest, (call.Tokens + Chunks - 1) / Chunks);
    private int Kept => (call.Tokens + Chunk - 1) / Chunk;
    private int Updates => Chunk * call.Updates;

    public int Count => call.Batch * call.Heads;
    public long Floats
        => ((long)Kept + Updates + 2) * call.Rows * Columns + RecurrenceTokens<S, V, FourRegisters<S, V>>.Floats(call, Chunk)
            + BackwardTokens<S, V, FourRegisters<S, V>>.Floats(call, Chunk);
    public long Cost => (long)call.Batch * call.Heads * call.Tokens * call.Width * call.ValueWidth * (3 + 3 * call.Updates);

    public void Run(int index, float* memory)
    {
        for (var column = 0; column < call.ValueWidth; column += Columns)
        {
            var wide = Math.Min(Columns, call.ValueWidth - column);
            if (wide <= S.Count) Run<OneRegister<S, V>>(index, column, wide, memory);
            else Run<FourRegisters<S, V>>(index, column, wide, memory);
        }
    }

    [MethodImpl(Hot.Path)]
    private void Run<C>(int index, int column, int wide, float* memory) where C : struct, IColumns<C, S, V>
    {
        var ((b, h), block) = (Math.DivRem(index, call.Heads), (nint)call.Rows * RecurrenceTokens<S, V, C>.Columns);
        float* kept = memory, states = kept + Kept * block, g = states + (Updates + 1) * block, rest = g + block;
        var tokens = new RecurrenceTokens<S, V, C>(call, Chunk, rest);
        var back = new BackwardTokens<S, V, C>(call, Chunk, rest + RecurrenceTokens<S, V, C>.Floats(call, Chunk));
        Keep(b, h, column, wide, kept, states, tokens);
        Load<C>(d.State + Own(index) + column, wide, g);
        for (var chunk = Kept - 1; chunk >= 0; chunk--)
        {
            var first = chunk * Chunk;
            var count = Math.Min(Chunk, call.Tokens - first);
            Again(b, h, first, count, column, kept + chunk * block, states, tokens, back);
            back.Clear(b, h, first, count, column, wide, gradient);
            for (var t = count - 1; t >= 0; t--) back.Token(tokens, t, states, g);
            back.Add(d, b, h, first, count, column, wide, tokens);
        }
        Store<C>(g, wide, d.State + Own(index) + column);
    }

    private nint Own(int head) => (nint)head * call.Width * call.ValueWidth;

    // The memory before each chunk.
    [MethodImpl(Hot.Path)]
    private void Keep<C>(int b, int h, int column, int wide, float* kept, float* s, in RecurrenceTokens<S, V, C> tokens)
        where C : struct, IColumns<C, S, V>
    {
        var block = call.Rows * RecurrenceTokens<S, V, C>.Columns;
        Load<C>(state + Own((b * call.Heads) + h) + column, wide, s);
        for (var chunk = 0; chunk < Kept; chunk++)
        {
            new Span<float>(s, block).CopyTo(new(kept + (nint)chunk * block, block));
            if (chunk == Kept - 1) break;
            tokens.Pack(b, h, chunk * Chunk, Chunk, column, fadesAsked: true);
            for (var u = 0; u < Updates; u++) Update(tokens, u, s, s);
        }
    }

    // The memory before the chunk, and after each of its writes; and what these wrote.
    [MethodImpl(Hot.Path)]
    private void Again<C>(int b, int h, int first, int count, int column, float* from, float* states, in RecurrenceTokens<S, V, C> tokens,
        in BackwardTokens<S, V, C> back) where C : struct, IColumns<C, S, V>
    {
        var columns = RecurrenceTokens<S, V, C>.Columns;
        var block = call.Rows * columns;
        tokens.Pack(b, h, first, count, column, fadesAsked: true);
        new Span<float>(from, block).CopyTo(new(states, block));
        for (var u = 0; u < count * call.Updates; u++)
            C.Store(Update(tokens, u, states + (nint)u * block, states + (nint)(u + 1) * block), back.Written + u * columns);
    }

    // One write, from a memory to another; gives what was written.
    [MethodImpl(Hot.Path)]
    private C Update<C>(in RecurrenceTokens<S, V, C> tokens, int u, float* from, float* to) where C : struct, IColumns<C, S, V>
    {
        var columns = RecurrenceTokens<S, V, C>.Columns;
        var (t, r) = Math.DivRem(u, call.Updates);
        var written = C.Load(tokens.Values + u * columns);
        if (call.Asks) written = C.Sub(written, Memory<S, V, C>.Ask(from, columns, call.Width, tokens.Asked + u * call.Rows));
        float* k = tokens.K + u * call.Rows, decay = tokens.Decay + t * call.Rows;
        var fades = r == 0 && call.Fades;
        for (var i = 0; i < call.Rows; i++, from += columns, to += columns)
            C.Store(C.Fma(S.Create(k[i]), written, fades ? C.Load(from, S.Create(decay[i])) : C.Load(from)), to);
        return written;
    }

    private void Load<C>(float* from, int wide, float* to) where C : struct, IColumns<C, S, V>
    {
        var columns = RecurrenceTokens<S, V, C>.Columns;
        new Span<float>(to, call.Rows * columns).Clear();
        for (var i = 0; i < call.Width; i++)
            new ReadOnlySpan<float>(from + (nint)i * call.ValueWidth, wide).CopyTo(new(to + i * columns, wide));
    }

    private void Store<C>(float* from, int wide, float* to) where C : struct, IColumns<C, S, V>
    {
        for (var i = 0; i < call.Width; i++)
            new ReadOnlySpan<float>(from + i * RecurrenceTokens<S, V, C>.Columns, wide).CopyTo(new(to + (nint)i * call.ValueWidth, wide));
    }
}
