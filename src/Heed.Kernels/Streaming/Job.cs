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
