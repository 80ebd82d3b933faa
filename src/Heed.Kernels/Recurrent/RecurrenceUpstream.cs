namespace Heed.Kernels;

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
