namespace Heed.Alone;

/// <summary>Keys and values that are no longer new are kept with a few bits for each number: keys channel by channel, values token by
/// token.</summary>
/// <remarks>
/// Causal by itself. Some neighbours share their least and their largest number, between which a few steps lie; halves are rounded to even.
/// Keys wait until there are enough of them, and are rounded together; of values the latest stay exact. A token reads itself as it is. Here
/// the cache holds the numbers whole and rounds them when they are read. A mask can hide whole keys only.
/// </remarks>
/// <param name="prefill">How many tokens are read in one pass, all exact.</param>
/// <param name="bits">How many bits a number is kept with.</param>
/// <param name="group">How many neighbours share their least and largest number.</param>
/// <param name="residual">How many of the latest values stay exact, and how many keys are rounded together: a multiple of group.</param>
public sealed class Kivi(long prefill = 1, long bits = 2, long group = 4, long residual = 4) : AloneMechanism, ICataloged<Kivi>
{
    private readonly Rounding rounding = new(bits, group);
    private readonly long prefill = Checked.AtLeastOne(prefill, nameof(prefill));
    private readonly long residual = residual >= group && residual % Math.Max(1, group) == 0 ? residual
        : throw new ArgumentOutOfRangeException(nameof(residual), residual, $"It must be a multiple of group = {group}.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "kivi",
        Name = "KIVI (cache of a few bits)",
        Cite = new("Liu et al.", "KIVI: A Tuning-Free Asymmetric 2bit Quantization for KV Cache", 2024, "arXiv:2402.02750"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(qᵢ·k̃ⱼ / √d) ṽⱼ,  x̃ = s·round((x − min) / s) + min,  s = (max − min) / (2ᵇ − 1)",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_j\left(\frac{q_i \cdot \tilde k_j}{\sqrt d}\right) \tilde v_j,\quad \tilde x = s\, "
            + @"\mathrm{round}\left(\frac{x - \min}{s}\right) + \min,\quad s = \frac{\max - \min}{2^b - 1}",
        Cost = new("n²d", "nd", "nd·b/16"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } =
        SharedKeys.Facts with { SumsToOne = true, MayBeNegative = false, IgnoresKeyShift = true };

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        Checked.OnlyKeys(inputs);
        var visible = Hidden.Join(inputs.Mask.Visible(), inputs.Places.NotLater())!;
        var (k, v) = (inputs.Share(Hidden.Erase(inputs.K, inputs, visible)), inputs.Share(Hidden.Erase(inputs.V, inputs, visible)));
        var (keys, values) = (rounding.AlongTokens(inputs, k), rounding.AlongChannels(v));
        var places = Places.Of(inputs.Places.Keys);                                        // (M)
        var asked = Places.Of(inputs.Places.Queries).unsqueeze(1);                         // (N, 1): as many tokens are kept before it
        var late = asked.ge(prefill);
        var (roundKeys, roundValues) = (RoundKeys(asked).logical_and(late), RoundValues(asked).logical_and(late));     // (N, M)

        var scale = 1 / Math.Sqrt(inputs.WidthK);
        var exact = inputs.Q.matmul(k.transpose(-2, -1));
        var scores = torch.where(roundKeys, inputs.Q.matmul(keys.transpose(-2, -1)), exact) * scale;           // (B, H, N, M)
        var weights = Reading.Weights(scores, visible);
        inputs.Trace?.Record("weights", weights);
        var end = Places.Of([inputs.Places.Keys[^1] + 1]);
        Report("key", RoundKeys(end), k, keys);
        Report("value", RoundValues(end), v, values);
        return weights.Filled(roundValues, 0).matmul(v) + weights.Filled(roundValues.logical_not(), 0).matmul(values);

        Tensor RoundKeys(Tensor kept) => places.lt(kept.floor_divide(residual) * residual);
        Tensor RoundValues(Tensor kept) => places.lt(kept - residual);

        void Report(string name, Tensor isRound, Tensor given, Tensor rounded)
        {
            inputs.Trace?.Record($"{name[0]}_cache", torch.where(isRound.unsqueeze(-1), rounded, given));
            inputs.Trace?.Record($"{name}_exact", isRound.logical_not().sum());
        }
    }
}
