namespace Heed.Alone;

/// <summary>Queries and keys pass through two short convolutions along the text before they meet, and half of what is read of a token comes
/// from the token before it.</summary>
/// <remarks>
/// Causal by itself. The first convolution goes along each channel, the second mixes the channels of a head; its padding reads the bias of
/// the first. Means of queries and keys go past both. Vectors are then brought to length √d, keys have a learned temperature, and the first
/// features are rotated. Values are put side by side before they are cut into heads. A mask can hide whole keys only; a hidden token counts
/// as zeros in the convolutions.
/// </remarks>
/// <param name="heads">Query heads.</param>
/// <param name="kvHeads">Key and value heads.</param>
/// <param name="rotaryDim">How many first features are rotated.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="pairing">Which of them make a pair.</param>
public sealed class Cca(long heads = 4, long kvHeads = 2, long rotaryDim = 2, double @base = 10000,
    Pairwise.Preparing.RopePairing pairing = Pairwise.Preparing.RopePairing.Halves) : AloneMechanism, ICataloged<Cca>
{
    private readonly long groups = kvHeads >= 1 && heads % kvHeads == 0 ? kvHeads
        : throw new ArgumentOutOfRangeException(nameof(kvHeads), kvHeads, $"{heads} query heads cannot share so many key heads.");
    private readonly SharedKeys turn = new(rotaryDim, @base, pairing, Pairwise.Preparing.RotaryPart.First);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "cca",
        Name = "Compressed convolutional attention (CCA)",
        Cite = new("Zyphra", "ZAYA1, the model as its code computes it", 2025,
            "github.com/huggingface/transformers/blob/main/src/transformers/models/zaya/modular_zaya.py"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(R(i)q̂ᵢ·R(j)τk̂ⱼ / √d) vⱼ,  [q; k] = conv(conv([q; k])) + means,  vⱼ = [v¹ⱼ; v²ⱼ₋₁]",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_j\left(\frac{R_i \hat q_i \cdot R_j \tau \hat k_j}{\sqrt d}\right) v_j,\quad "
            + @"[q; k] = \mathrm{conv}(\mathrm{conv}([q; k])) + \mathrm{means},\quad v_j = [v^1_j; v^2_{j-1}]",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsCausal = true, IsOrdered = true, IsLinearInValues = false, Streams = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } = CcaInputs.Roles;

    /// <inheritdoc />
    public override string OutputShape => "B H N Dk";

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => CcaInputs.SizeOf(name, sizes, heads, groups);

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var made = new CcaInputs(inputs, heads, groups);
        var (q, k) = made.QueriesAndKeys();                                                // (B, H, N, D), (B, G, N, D)
        (q, k) = (turn.Turned(q, inputs.Places.Keys), turn.Turned(k, inputs.Places.Keys));
        var v = made.Values();
        foreach (var (name, step) in ((string, Tensor)[])[("q", q), ("k", k), ("v", v)]) inputs.Trace?.Record(name, step);
        var causal = new Places(inputs.Keys, inputs.Keys).NotLater();
        var visible = Hidden.Join(inputs.Mask.Visible(), causal)!;
        var weights = Reading.Weights(inputs, q, inputs.Share(k), 1 / Math.Sqrt(q.shape[^1]), visible);
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs.Share(v), visible);
    }

    /// <summary>Convolutions reach back, so all tokens are computed again, and the last are what is asked for.</summary>
    /// <inheritdoc />
    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        var all = base.Continue(tokens, ref state, route);
        return all.narrow(2, all.shape[2] - tokens.Keys, tokens.Keys);
    }
}
