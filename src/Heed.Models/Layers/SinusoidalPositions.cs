namespace Heed.Models.Layers;

/// <summary>
/// Waves of many lengths, one pair for each two features, which tell a place (Vaswani et al. 2017, section 3.5). Nothing is learned; places
/// that were asked for are kept.
/// </summary>
/// <param name="width">Features of a place.</param>
internal sealed class SinusoidalPositions(long width) : IDisposable
{
    private const long Fewest = 64;

    private Tensor? known;

    /// <summary>(count, width): sin(pos / 10000^(2i/d)) at even and the cosine at odd features.</summary>
    /// <param name="first">The first place.</param>
    /// <param name="count">How many; they are not to be changed.</param>
    public Tensor At(long first, long count)
    {
        if (known is null || known.shape[0] < first + count)
        {
            var more = Of(Math.Max(Fewest, 2 * (first + count)), width).DetachFromDisposeScope();
            known?.Dispose();
            known = more;
        }

        return known.narrow(0, first, count);
    }

    public void Dispose() => known?.Dispose();

    /// <summary>The first places, (count, width).</summary>
    public static Tensor Of(long count, long width)
    {
        using var scope = torch.NewDisposeScope();
        var speed = torch.pow(10000.0, torch.arange(0, width, 2, torch.float64) / -(double)width);
        var angle = torch.arange(0, count, torch.float64).unsqueeze(1) * speed;                 // (count, ⌈width/2⌉)
        return torch.stack([angle.sin(), angle.cos()], 2).flatten(1).narrow(1, 0, width).to(torch.float32).MoveToOuterDisposeScope();
    }
}
