using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Some tokens of a head, packed for a block of columns of its memory: vectors padded with zeros, decays as factors.</summary>
internal readonly unsafe struct RecurrenceTokens<S, V, C> where S : struct, ISimd<V> where V : struct where C : struct, IColumns<C, S, V>
{
    public readonly float* Q, K, Values, Asked, Decay;
    private readonly RecurrenceCall call;

    public RecurrenceTokens(in RecurrenceCall call, int tokens, float* memory)
    {
        this.call = call;
        var updates = tokens * call.Updates;
        Q = memory;
        K = Q + tokens * call.Rows;
        Asked = K + updates * call.Rows;
        Decay = Asked + (call.Asks ? updates * call.Rows : 0);
        Values = Decay + (call.Fades ? tokens * call.Rows : 0);
    }

    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => C.Registers * S.Count;
    }

    public static long Floats(in RecurrenceCall call, int tokens)
        => (long)tokens * (call.Rows * (1 + call.Updates * (call.Asks ? 2 : 1) + (call.Fades ? 1 : 0)) + call.Updates * Columns);

    /// <summary>Packs tokens from one on.</summary>
    /// <param name="b">The sequence.</param>
    /// <param name="h">The head.</param>
    /// <param name="first">The first token.</param>
    /// <param name="count">How many.</param>
    /// <param name="column">The first column of the memory.</param>
    /// <param name="fadesAsked">Whether what is asked of a memory that has not faded yet is to be asked as if it had: then a first write's
    /// question is multiplied by the decay.</param>
    [MethodImpl(Hot.Path)]
    public void Pack(int b, int h, int first, int count, int column, bool fadesAsked)
    {
        var (rows, updates) = (call.Rows, call.Updates);
        RecurrenceCall.Pack(call.Q, b, h, first, count, 0, call.Width, rows, call.Scale, Q);
        RecurrenceCall.Pack(call.K, b, h, first * updates, count * updates, 0, call.Width, rows, 1, K);
        RecurrenceCall.Pack(call.V, b, h, first * updates, count * updates, column, Math.Min(Columns, call.ValueWidth - column), Columns, 1,
            Values);
        if (call.Asks) RecurrenceCall.Pack(call.Asked, b, h, first * updates, count * updates, 0, call.Width, rows, 1, Asked);
        if (!call.Fades) return;
        for (var t = 0; t < count; t++)
        {
            float* to = Decay + t * rows, from = call.LogDecay.At(b, h, first + t);
            if (call.FadesByRow)
            {
                new ReadOnlySpan<float>(from, call.Width).CopyTo(new(to, call.Width));
                new Span<float>(to + call.Width, rows - call.Width).Clear();
                for (var c = 0; c < rows; c += S.Count) S.Store(Exponential.Exp<S, V>(S.Load(to + c)), to + c);
            }
            else new Span<float>(to, rows).Fill(MathF.Exp(*from));
            if (!call.Asks || call.AsksBeforeDecay || !fadesAsked) continue;
            var asked = Asked + (nint)t * updates * rows;
            for (var c = 0; c < rows; c += S.Count) S.Store(S.Mul(S.Load(asked + c), S.Load(to + c)), asked + c);
        }
    }
}
