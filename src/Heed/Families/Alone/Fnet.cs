namespace Heed.Alone;

/// <summary>A Fourier transform along the text and along the features mixes all tokens, and nothing is learned.</summary>
/// <remarks>The real part of the two transforms, neither of them divided by a length. The layers round it are left out.</remarks>
public sealed class Fnet : AloneMechanism, ICataloged<Fnet>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "fnet",
        Name = "Fourier mixing (FNet)",
        Cite = new("Lee-Thorp et al.", "FNet: Mixing Tokens with Fourier Transforms", 2021, "arXiv:2105.03824"),
        Formula = "o = Re(F_n x F_d),  F_n = (e^{−2πi jk/n})",
        Tex = @"o = \mathrm{Re}(F_n\, x\, F_d),\quad (F_n)_{jk} = e^{-2\pi \mathrm{i} jk / n}",
        Cost = new("nd log n", "nd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsOrdered = true, MayBeNegative = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } = [new("x", "B N C", RoleKind.Value, "the tokens that are mixed")];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (!inputs.Mask.IsNone)
            throw new NotSupportedException($"'{Name}' transforms the text as a whole, so it cannot hide single tokens: leave them out.");
        return torch.fft.fft2(inputs["x"]).real;
    }
}
