namespace Heed.Kernels;

/// <content>Attention over what a cache holds.</content>
public abstract unsafe partial class AttentionCache
{
    /// <summary>Attention in which every query sees the tokens up to its own. <inheritdoc cref="Attend{TPart}" path="/remarks"/></summary>
    /// <param name="q">(B, H, N, D): the queries of each sequence's newest N tokens.</param>
    /// <param name="output">Room for (B, H, N, Dv), packed.</param>
    /// <param name="logSumExp">Empty, or room for (B, H, N).</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or a sequence has had fewer than N tokens.</exception>
    public void Attend(View q, Span<float> output, Span<float> logSumExp = default, AttentionOptions? options = null)
        => Attend(q, output, new Causal(0), logSumExp, options);

    /// <summary>Attention that sees what a part lets it see, later tokens too unless
    /// <see cref="Causal"/> or the like is among its parts.</summary>
    /// <remarks>A sequence without tokens gives 0.</remarks>
    /// <typeparam name="TPart">The part, or parts composed by <see cref="Both{A, B}"/>.</typeparam>
    /// <param name="q">(B, H, N, D), where G divides H: the queries of each sequence's newest N tokens, of any number.</param>
    /// <param name="output">Room for (B, H, N, Dv), packed; it must not overlap q.</param>
    /// <param name="part">What changes and hides scores; its offset, if it has one, is 0.</param>
    /// <param name="logSumExp">Empty, or room for (B, H, N): the natural logarithm of each query's denominator.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or a sequence has had fewer than N tokens.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public void Attend<TPart>(View q, Span<float> output, TPart part, Span<float> logSumExp = default, AttentionOptions? options = null)
        where TPart : struct, IPart<TPart>
    {
        options ??= new();
        CheckUsable();
        CacheChecks.CheckQueries(this, q, output, logSumExp, options);
        if (Limit is { } window) Run(q, output, new Both<TPart, Window>(part, new(window, 0)), logSumExp, options);
        else Run(q, output, part, logSumExp, options);
    }

    private void Run<TPart>(View q, Span<float> output, TPart part, Span<float> logSumExp, AttentionOptions options)
        where TPart : struct, IPart<TPart>
    {
        var longest = lengths.DefaultIfEmpty(0).Max();
        part.Check(Batch, q.Shape.Heads, longest, longest);
        var (segments, pasts, n) = (new List<Segment>(Batch), new Past[Batch], q.Shape.Tokens);
        var starts = new int[Batch];
        for (var b = 0; b < Batch; b++)
        {
            starts[b] = segments.Count;
            for (var at = First(b); at < lengths[b]; at = segments[^1].End)
            {
                var (room, slot, count) = Find(b, at);
                segments.Add(room.From(slot, at, count).Until(lengths[b]));
            }
        }
        var all = segments.ToArray();
        fixed (Segment* s = all)
        fixed (Past* p = pasts)
        fixed (float* qs = q.Data, os = output, ls = logSumExp)
        {
            for (var b = 0; b < Batch; b++)
                p[b] = new(s + starts[b], (b + 1 < Batch ? starts[b + 1] : all.Length) - starts[b], Math.Max(0, lengths[b] - n));
            DecodeDispatch.Run(new DecodeCall
            {
                Q = qs,
                O = new(os, q.Shape.Heads, n, ValueWidth),
                LogSumExp = ls,
                Pasts = p,
                QStep = (q.Batch, q.Head, q.Token),
                KStep = (Slots * Width, Width),
                VStep = ValuesInKeys ? (Slots * Width, Width) : (Slots * ValueWidth, ValueWidth),
                Slots = Slots,
                Batch = Batch,
                Heads = q.Shape.Heads,
                Groups = Groups,
                Queries = n,
                Width = Width,
                ValueWidth = ValueWidth,
                Scale = options.Scale ?? 1 / MathF.Sqrt(Width),
            }, Precision, part, default(Softmax), options);
        }
        GC.KeepAlive(this);
    }
}
