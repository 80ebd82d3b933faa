namespace Heed.Alone;

/// <summary>Numbers that are rounded to a few steps between the least and the largest of some neighbours.</summary>
/// <param name="bits">There are 2ᵇ steps.</param>
/// <param name="group">How many neighbours share theirs.</param>
internal sealed class Rounding(long bits, long group)
{
    private const long MostBits = 16;

    private readonly double steps = bits is >= 1 and <= MostBits ? Math.Pow(2, bits) - 1
        : throw new ArgumentOutOfRangeException(nameof(bits), bits, $"From 1 to {MostBits} bits.");
    private readonly long group = Checked.AtLeastOne(group, nameof(group));

    /// <summary>Each channel rounded with those of the tokens beside it that exist, counted from the first place.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="x">(B, H, M, D).</param>
    public Tensor AlongTokens(Inputs inputs, Tensor x)
    {
        var places = Places.Of(inputs.Places.Keys);
        var groups = inputs.Places.Keys[^1] / group + 1;
        var exists = inputs.Mask.KeyMask ?? torch.ones([inputs.Batch, inputs.Keys], torch.@bool);
        var spread = torch.zeros([x.shape[0], x.shape[1], groups * group, x.shape[3]], x.dtype).index_copy(2, places, x);
        var here = torch.zeros([inputs.Batch, groups * group], torch.@bool).index_copy(1, places, exists);
        var rounded = Rounded(spread.unflatten(2, groups, group), here.view(-1, 1, groups, group, 1), 3);
        return rounded.flatten(2, 3).index_select(2, places);
    }

    /// <summary>Each token rounded, some neighbouring channels at a time; the last may be fewer.</summary>
    /// <param name="x">(B, H, M, D).</param>
    public Tensor AlongChannels(Tensor x) =>
        torch.cat([.. x.split(group, -1).Select(part => Rounded(part, torch.ones(1, torch.@bool), -1))], -1);

    private Tensor Rounded(Tensor x, Tensor exists, long axis)
    {
        var none = exists.logical_not();
        var lacks = exists.any(axis, true).logical_not();
        var least = x.Filled(none, double.PositiveInfinity).amin([axis], true).Filled(lacks, 0);
        var step = (x.Filled(none, double.NegativeInfinity).amax([axis], true).Filled(lacks, 0) - least) / steps;
        var divisor = step.Filled(step.eq(0), 1);
        return ((x - least) / divisor).round() * step + least;
    }
}
