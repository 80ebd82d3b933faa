namespace Heed.Kernels.Bench;

/// <summary>One thing to measure.</summary>
/// <param name="Kind">What a call computes.</param>
/// <param name="Size">Its sizes.</param>
/// <param name="Pattern">What changes and hides scores.</param>
/// <param name="Threads">Threads for everybody.</param>
/// <param name="Registers">Register width of the kernel; 0 for its own choice.</param>
/// <param name="Rivals">Who runs in turn with it.</param>
internal sealed record Case(Kind Kind, Size Size, Pattern Pattern, int Threads, int Registers, params Rival[] Rivals)
{
    /// <summary>Where the kernel finds keys and values; the others read them where the caller has them.</summary>
    public Store Store { get; init; }

    /// <summary>How their numbers are kept there.</summary>
    public CachePrecision Precision => Store switch
    {
        Store.BFloat16 => CachePrecision.BFloat16,
        Store.Int8 => CachePrecision.Int8,
        _ => CachePrecision.Float32,
    };

    /// <summary>No two cases have the same name.</summary>
    public string Name => $"{Kind.ToString().ToLowerInvariant()} {Pattern.Name} {Size} threads={Threads}{Cache}{Width}";

    private string Cache => Store == Store.Caller ? "" : $" cache={Store.ToString().ToLowerInvariant()}";

    private string Width => Registers == 0 ? "" : $" registers={Registers}";

    /// <summary>Whether a call is bound by arithmetic; else by reading the cache.</summary>
    public bool Arithmetic => Kind != Kind.Decode;

    /// <summary>Floating-point operations, or bytes, of a call. The forward pass is two products, the backward pass five more.</summary>
    public double Work => Kind == Kind.Decode ? CacheBytes : (Kind == Kind.Forward ? 2 : 7) * 2.0 * Size.Heads * Size.Width * Pairs;

    /// <summary>What is read once: all keys and values as they are kept, in bytes.</summary>
    private double CacheBytes
        => (double)Size.Keys * new KeyValueCache(1, Size.Groups, Size.Width, Size.Width, 0, new() { Precision = Precision }).BytesPerToken;

    /// <summary>Pairs of a query and a key that it sees, in one head.</summary>
    public long Pairs => Pattern.Pairs(Size);

    /// <summary>The kernel first, then its rivals, all ready to run on the same memory.</summary>
    public Contestant[] Enter(Operands operands) => [
        Store == Store.Caller ? Pattern.Kernel(Kind, operands, Threads, Registers)
            : new CacheKernel(this, operands),
        .. Rivals.Select(rival => rival switch
        {
            Rival.LibTorch => new LibTorch(Kind, operands, Pattern, repeat: false),
            Rival.Repeated => new LibTorch(Kind, operands, Pattern, repeat: true),
            Rival.OnnxRuntime => new OnnxRuntime(operands, Pattern, Threads),
            Rival.Float32Cache => new CacheKernel(this with { Store = Store.Contiguous }, operands),
            Rival.Roof => new RoofWork(this, operands, Heed.Kernels.Registers.Choose(Registers)),
            _ => Patterns.Plain.Kernel(Kind, operands, Threads, Registers) as Contestant,
        })];
}
