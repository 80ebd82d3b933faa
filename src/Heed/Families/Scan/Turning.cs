namespace Heed.Scan;

/// <summary>Pairs of neighbouring features that turn by an angle.</summary>
internal static class Turning
{
    /// <summary>The first features turned in pairs, as many pairs as there are angles; the others as they were.</summary>
    /// <param name="x">(B, H, T, D).</param>
    /// <param name="angle">(B, H, T, A).</param>
    /// <exception cref="ArgumentException">There are more pairs than features.</exception>
    public static Tensor Of(Tensor x, Tensor angle)
    {
        var (turning, width) = (2 * angle.shape[3], x.shape[3]);
        if (turning > width)
            throw new ArgumentException($"{angle.shape[3]} angles turn {turning} features, but a key has {width}.", "angles");
        var pairs = x.narrow(3, 0, turning).unflatten(3, -1, 2);                           // (B, H, T, A, 2)
        var (a, b, cos, sin) = (pairs.select(4, 0), pairs.select(4, 1), angle.cos(), angle.sin());
        var turned = torch.stack([(a * cos) - (b * sin), (a * sin) + (b * cos)], 4).flatten(3);
        return torch.cat([turned, x.narrow(3, turning, width - turning)], 3);
    }
}
