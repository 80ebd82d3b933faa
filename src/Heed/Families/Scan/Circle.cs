namespace Heed.Scan;

/// <summary>A circle of a few slots as its waves: what stands at an angle is a cosine and a sine of each wave.</summary>
internal static class Circle
{
    /// <summary>How far each wave has turned; whole turns of the circle change nothing, and are left out first.</summary>
    /// <param name="clock">How many slots the circle has turned by, (B, H).</param>
    /// <param name="slots">An odd number.</param>
    /// <returns>(B, H, 1, (S + 1)/2).</returns>
    public static Tensor Angle(Tensor clock, long slots)
    {
        var within = clock - (slots * (clock.detach() / slots).floor());
        return within.unsqueeze(-1).unsqueeze(-1) * Speeds(slots, clock);
    }

    /// <summary>A one at an angle, cosine and sine of each wave side by side.</summary>
    /// <param name="angle">(…, (S + 1)/2).</param>
    /// <param name="slots">An odd number.</param>
    public static Tensor Waves(Tensor angle, long slots)
    {
        var scale = torch.full([angle.shape[^1], 1], Math.Sqrt(2.0 / slots), angle.dtype);
        scale[0] = Math.Sqrt(1.0 / slots);
        return (torch.stack([angle.cos(), angle.sin()], -1) * scale).flatten(-2);
    }

    /// <summary>A one at each slot, (S, S + 1).</summary>
    /// <param name="slots">An odd number.</param>
    /// <param name="like">A tensor of the type.</param>
    public static Tensor Slots(long slots, Tensor like) =>
        Waves(torch.arange(slots).to(like.dtype).unsqueeze(-1) * Speeds(slots, like), slots);

    private static Tensor Speeds(long slots, Tensor like) => torch.arange((slots + 1) / 2).to(like.dtype) * (2 * Math.PI / slots);
}
