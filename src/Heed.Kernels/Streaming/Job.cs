namespace Heed.Kernels;

/// <summary>One call: where its data lie and how they are shaped. Pointers are valid while the caller holds the spans.</summary>
internal unsafe readonly struct Job
{
    public const int Block = 128;                                                   // keys scored before one rescale: K, V and Pᵀ of a tile stay in L1 and L2

    public float* Q { get; init; }
    public float* K { get; init; }
    public float* V { get; init; }
    public float* O { get; init; }
    public float* LogSumExp { get; init; }
    public (long Batch, long Head, long Token) QStep { get; init; }
    public (long Batch, long Head, long Token) KStep { get; init; }
    public (long Batch, long Head, long Token) VStep { get; init; }
    public int Heads { get; init; }
    public int Groups { get; init; }
    public int Queries { get; init; }
    public int Keys { get; init; }
    public int Width { get; init; }
    public int ValueWidth { get; init; }
    public float Scale { get; init; }

    public float* Query(int b, int h) => Q + b * QStep.Batch + h * QStep.Head;
    public float* Key(int b, int h) => K + b * KStep.Batch + (long)h * Groups / Heads * KStep.Head;
    public float* Value(int b, int h) => V + b * VStep.Batch + (long)h * Groups / Heads * VStep.Head;
    public long Row(int b, int h, int i) => ((long)b * Heads + h) * Queries + i;

    /// <summary>Writes the outputs of a tile from its sums, whose columns are queries.</summary>
    /// <param name="b">The sequence.</param>
    /// <param name="h">The head.</param>
    /// <param name="q0">The first query.</param>
    /// <param name="count">How many queries.</param>
    /// <param name="sums">A row per feature.</param>
    /// <param name="step">Floats from one row to the next.</param>
    /// <param name="max">The largest score of each query.</param>
    /// <param name="mass">The sum of its weights relative to that; replaced.</param>
    /// <param name="sink">One more logit in the denominator.</param>
    public void Finish(int b, int h, int q0, int count, float* sums, nint step, float* max, float* mass, float sink)
    {
        var row = Row(b, h, q0);
        for (var i = 0; i < count; i++)
        {
            var (by, total) = mass[i] == 0 ? (0f, float.NegativeInfinity) : (1 / mass[i], max[i]);
            if (!float.IsNegativeInfinity(sink) && mass[i] != 0)
            {
                var (top, m) = (Math.Max(max[i], sink), (double)mass[i]);
                var (mine, other) = (Math.Exp(max[i] - (double)top), Math.Exp(sink - (double)top));
                by = (float)(mine / (m * mine + other));
                if (LogSumExp != null) LogSumExp[row + i] = (float)(top + Math.Log(m * mine + other));
            }
            else if (LogSumExp != null) LogSumExp[row + i] = mass[i] == 0 ? sink : (float)(max[i] + Math.Log(mass[i]));
            mass[i] = by;
        }
        Transpose.Run(sums, step, ValueWidth, count, mass, O + row * ValueWidth, ValueWidth);
    }

    /// <summary>Writes one query's output from the sums at its running maximum.</summary>
    public void Finish(long row, float* sums, nint step, float max, float mass, float sink)
    {
        var top = Math.Max(max, sink);
        var shrink = Math.Exp((double)max - top);
        var total = mass * shrink + Math.Exp((double)sink - top);
        var by = mass == 0 ? 0 : (float)(shrink / total);
        var to = O + row * ValueWidth;
        if (mass == 0) new Span<float>(to, ValueWidth).Clear();
        else for (var c = 0; c < ValueWidth; c++) to[c] = sums[c * step] * by;
        if (LogSumExp != null) LogSumExp[row] = mass == 0 ? sink : (float)(top + Math.Log(total));
    }
}
