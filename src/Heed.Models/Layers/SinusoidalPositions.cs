namespace Heed.Models.Layers;

/// <summary>Waves of many lengths, one pair for each two features, which tell a place (Vaswani et al. 2017, section 3.5). Nothing is learned.</summary>
internal static class SinusoidalPositions
{
    /// <summary>(count, width): sin(pos / 10000^(2i/d)) at even and the cosine at odd features.</summary>
    public static Tensor At(long first, long count, long width)
    {
        using var scope = torch.NewDisposeScope();
        var speed = torch.pow(10000.0, torch.arange(0, width, 2, torch.float64) / -(double)width);
        var angle = torch.arange(first, first + count, torch.float64).unsqueeze(1) * speed;      // (count, ⌈width/2⌉)
        return torch.stack([angle.sin(), angle.cos()], 2).flatten(1).narrow(1, 0, width).to(torch.float32).MoveToOuterDisposeScope();
    }
}
