namespace Heed.Kernels.Bench;

/// <summary>The sizes of one attention: H query heads on G heads of keys and values, N queries, M keys, D features of each.</summary>
internal sealed record Size(int Heads, int Groups, int Queries, int Keys, int Width)
{
    public Shape Query => new(1, Heads, Queries, Width);
    public Shape Key => new(1, Groups, Keys, Width);

    /// <summary>What is read once: all keys and values, in bytes.</summary>
    public double CacheBytes => 2.0 * Groups * Keys * Width * sizeof(float);

    public override string ToString() => (Queries, Heads == Groups) switch
    {
        (1, _) when Keys > 1 => $"keys={Keys} heads={Heads}/{Groups} D={Width}",
        (_, true) => $"n={Queries} D={Width}",
        _ => $"n={Queries} heads={Heads}/{Groups} D={Width}",
    };
}
