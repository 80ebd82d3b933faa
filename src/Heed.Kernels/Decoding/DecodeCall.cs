namespace Heed.Kernels;

/// <summary>One call with few queries: where its data lie and how they are shaped. Pointers
/// are valid while the caller holds the memory.</summary>
internal unsafe readonly struct DecodeCall
{
    /// <summary>The most query heads that read one KV head: what all of them work in is one thread's.</summary>
    public const int Share = 1 << 16;

    public float* Q { get; init; }
    public Strided O { get; init; }
    public float* LogSumExp { get; init; }
    /// <summary>The keys of each sequence.</summary>
    public Past* Pasts { get; init; }
    public (long Batch, long Head, long Token) QStep { get; init; }
    public (long Head, long Token) KStep { get; init; }
    public (long Head, long Token) VStep { get; init; }
    /// <summary>Tokens from the scales of a KV head to those of the next.</summary>
    public long Slots { get; init; }
    public int Batch { get; init; }
    public int Heads { get; init; }
    public int Groups { get; init; }
    /// <summary>N, the queries of the whole call.</summary>
    public int Queries { get; init; }
    public int Width { get; init; }
    public int ValueWidth { get; init; }
    public float Scale { get; init; }

    public float* Query(int b, int h, int i) => Q + b * QStep.Batch + h * QStep.Head + i * QStep.Token;
    public long Row(int b, int h, int i) => ((long)b * Heads + h) * Queries + i;
}
