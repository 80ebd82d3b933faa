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

    private static int Columns => RecurrenceTokens<S, V>.Columns;
    private int Chunk => Math.Max(Shortest, (call.Tokens + Chunks - 1) / Chunks);
    private int Kept => (call.Tokens + Chunk - 1) / Chunk;
    private int Block => call.Rows * Columns;                                       // floats of a memory
    private int Updates => Chunk * call.Updates;

    public int Count => call.Batch * call.Heads;
    public long Floats
        => ((long)Kept + Updates + 2) * Block + RecurrenceTokens<S, V>.Floats(call, Chunk) + BackwardTokens<S, V>.Floats(call, Chunk);
    public long Cost => (long)call.Batch * call.Heads * call.Tokens * call.Width * call.ValueWidth * (3 + 3 * call.Updates);

    [MethodImpl(Hot.Path)]
    public void Run(int index, float* memory)
    {
        var (b, h) = Math.DivRem(index, call.Heads);
        float* kept = memory, states = kept + (nint)Kept * Block, g = states + (nint)(Updates + 1) * Block, rest = g + Block;
        var tokens = new RecurrenceTokens<S, V>(call, Chunk, rest);
        var back = new BackwardTokens<S, V>(call, Chunk, rest + RecurrenceTokens<S, V>.Floats(call, Chunk));
        for (var column = 0; column < call.ValueWidth; column += Columns)
        {
            var wide = Math.Min(Columns, call.ValueWidth - column);
            Keep(b, h, column, wide, kept, states, tokens);
            Load(d.State + Own(index) + column, wide, g);
            for (var chunk = Kept - 1; chunk >= 0; chunk--)
            {
                var first = chunk * Chunk;
                var count = Math.Min(Chunk, call.Tokens - first);
                Again(b, h, first, count, column, kept + (nint)chunk * Block, states, tokens, back);
                back.Clear(b, h, first, count, column, wide, gradient);
                for (var t = count - 1; t >= 0; t--) back.Token(tokens, t, states, g);
                back.Add(d, b, h, first, count, column, wide, tokens);
            }
            Store(g, wide, d.State + Own(index) + column);
        }
    }

    private nint Own(int head) => (nint)head * call.Width * call.ValueWidth;

    // The memory before each chunk.
    [MethodImpl(Hot.Path)]
    private void Keep(int b, int h, int column, int wide, float* kept, float* s, in RecurrenceTokens<S, V> tokens)
    {
        Load(state + Own((b * call.Heads) + h) + column, wide, s);
        for (var chunk = 0; chunk < Kept; chunk++)
        {
            new Span<float>(s, Block).CopyTo(new(kept + (nint)chunk * Block, Block));
            if (chunk == Kept - 1) break;
            tokens.Pack(b, h, chunk * Chunk, Chunk, column, fadesAsked: true);
            for (var u = 0; u < Updates; u++) Update(tokens, u, s, s);
        }
    }

    // The memory before the chunk, and after each of its writes; and what these wrote.
    [MethodImpl(Hot.Path)]
    private void Again(int b, int h, int first, int count, int column, float* from, float* states, in RecurrenceTokens<S, V> tokens,
        in BackwardTokens<S, V> back)
    {
        tokens.Pack(b, h, first, count, column, fadesAsked: true);
        new Span<float>(from, Block).CopyTo(new(states, Block));
        for (var u = 0; u < count * call.Updates; u++)
            Update(tokens, u, states + (nint)u * Block, states + (nint)(u + 1) * Block).Store(back.Written + u * Columns);
    }

    // One write, from a memory to another; gives what was written.
    [MethodImpl(Hot.Path)]
    private Quad<S, V> Update(in RecurrenceTokens<S, V> tokens, int u, float* from, float* to)
    {
        var (t, r) = Math.DivRem(u, call.Updates);
        var written = Quad<S, V>.Load(tokens.Values + u * Columns);
        if (call.Asks) written = Quad<S, V>.Sub(written, Memory<S, V>.Ask(from, Columns, call.Width, tokens.Asked + u * call.Rows));
        float* k = tokens.K + u * call.Rows, decay = tokens.Decay + t * call.Rows;
        var fades = r == 0 && call.Fades;
        for (var i = 0; i < call.Rows; i++, from += Columns, to += Columns)
            Quad<S, V>.Fma(S.Create(k[i]), written, fades ? Quad<S, V>.Load(from, S.Create(decay[i])) : Quad<S, V>.Load(from)).Store(to);
        return written;
    }

    private void Load(float* from, int wide, float* to)
    {
        new Span<float>(to, Block).Clear();
        for (var i = 0; i < call.Width; i++)
            new ReadOnlySpan<float>(from + (nint)i * call.ValueWidth, wide).CopyTo(new(to + i * Columns, wide));
    }

    private void Store(float* from, int wide, float* to)
    {
        for (var i = 0; i < call.Width; i++)
            new ReadOnlySpan<float>(from + i * Columns, wide).CopyTo(new(to + (nint)i * call.ValueWidth, wide));
    }
}

/// <summary>Where gradients are added: of the inputs, and of the memory.</summary>
internal readonly unsafe struct RecurrenceUpstream
{
    public Strided Q { get; init; }
    public Strided K { get; init; }
    public Strided V { get; init; }
    public Strided Asked { get; init; }
    public Strided LogDecay { get; init; }
    public float* State { get; init; }
}
