namespace Heed.Kernels;

/// <summary>One call: where its data lie and how they are shaped. Pointers are valid while the caller holds the spans.</summary>
internal unsafe readonly struct Call
{
    // keys scored before one rescale: K, V and Pᵀ of a tile stay in L1 and L2
    public const int Block = 128;

    private readonly float* q, k, v;

    public Call(View q, View k, View v, float* qs, float* ks, float* vs, AttentionOptions options)
    {
        this.q = qs;
        this.k = ks;
        this.v = vs;
        (QStep, KStep, VStep) = ((q.Batch, q.Head, q.Token), (k.Batch, k.Head, k.Token), (v.Batch, v.Head, v.Token));
        (Batch, Heads, Groups) = (q.Shape.Batch, q.Shape.Heads, k.Shape.Heads);
        (Queries, Keys, Width, ValueWidth) = (q.Shape.Tokens, k.Shape.Tokens, q.Shape.Width, v.Shape.Width);
        Rotation = options.Rotation;
        Scale = options.Scale ?? 1 / MathF.Sqrt(Width);
    }

    /// <summary>The outputs: written by a forward call, read by a backward one.</summary>
    public Strided O { get; init; }
    public float* LogSumExp { get; init; }
    public (long Batch, long Head, long Token) QStep { get; }
    public (long Batch, long Head, long Token) KStep { get; }
    public (long Batch, long Head, long Token) VStep { get; }
    public int Batch { get; }
    public int Heads { get; }
    public int Groups { get; }
    public int Queries { get; }
    public int Keys { get; }
    public int Width { get; }
    public int ValueWidth { get; }
    public float Scale { get; }
    public Rotation? Rotation { get; }

    /// <summary>Rows of a head from one on: where they lie, or rotated to their positions in memory of the kernel's own.</summary>
    public (nint Rows, nint Step) Rotated<S, V>(float* head, long step, int row, int rows, int offset, float* memory)
        where S : struct, ISimd<V> where V : struct
    {
        if (Rotation is null) return ((nint)(head + row * step), (nint)step);
        RowRotation<S, V>.Rows(Rotation, head + row * step, (nint)step, rows, Width, offset + row, memory, Width, Direction.Forwards);
        return ((nint)memory, Width);
    }

    /// <summary>The keys that some queries see, as far as there are such: a part of the caller's own must not lead outside.</summary>
    public (int From, int To) Visible<TPart>(in TPart part, int from, int to) where TPart : struct, IPart<TPart>
    {
        var (first, last) = part.Visible(from, to, Keys);
        (first, last) = (Math.Clamp(first, 0, Keys), Math.Clamp(last, 0, Keys));
        return first < last ? (first, last) : (0, 0);
    }

    public float* Query(int b, int h) => q + b * QStep.Batch + h * QStep.Head;
    public float* Key(int b, int h) => k + b * KStep.Batch + Group(h) * KStep.Head;
    public float* Value(int b, int h) => v + b * VStep.Batch + Group(h) * VStep.Head;
    public int Group(int h) => (int)((long)h * Groups / Heads);
    public long Row(int b, int h, int i) => ((long)b * Heads + h) * Queries + i;

    /// <summary>Makes of the masses of some queries what their sums are to be multiplied by, and keeps their log-sum-exp.</summary>
    /// <param name="b">The sequence.</param>
    /// <param name="h">The head.</param>
    /// <param name="q0">The first query.</param>
    /// <param name="count">How many queries.</param>
    /// <param name="max">The largest score of each query.</param>
    /// <param name="mass">The sum of its weights relative to that; replaced.</param>
    /// <param name="sink">One more logit in the denominator.</param>
    public void Divide(int b, int h, int q0, int count, float* max, float* mass, float sink)
    {
        var logs = LogSumExp == null ? null : LogSumExp + Row(b, h, q0);
        if (float.IsNegativeInfinity(sink) && logs == null)
            for (var i = 0; i < count; i++) mass[i] = mass[i] == 0 ? 0 : 1 / mass[i];
        else
            for (var i = 0; i < count; i++)
            {
                var top = Math.Max(max[i], sink);
                var (mine, other) = (Math.Exp((double)max[i] - top), Math.Exp((double)sink - top));
                var total = mass[i] * mine + other;
                if (logs != null) logs[i] = mass[i] == 0 ? sink : (float)(top + Math.Log(total));
                mass[i] = mass[i] == 0 ? 0 : (float)(mine / total);
            }
    }
}
