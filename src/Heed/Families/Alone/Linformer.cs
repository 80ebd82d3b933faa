namespace Heed.Alone;

/// <summary>Keys and values of a whole text are first mixed into a few, by learned maps along the text, and queries read only
/// these.</summary>
/// <remarks>
/// The maps know texts up to a length; a shorter text uses the first columns, as if zeros came after it. Hidden keys count as zeros, too.
/// All heads share the maps.
/// </remarks>
/// <param name="rank">How many keys and values are left.</param>
/// <param name="tokens">How long a text may be in a layer that makes its own maps.</param>
public sealed class Linformer(long rank = 4, long tokens = 256) : AloneMechanism, ICataloged<Linformer>
{
    private readonly long rank = rank >= 1 ? rank
        : throw new ArgumentOutOfRangeException(nameof(rank), rank, "At least one key is left.");
    private readonly long tokens = tokens >= 1 ? tokens
        : throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "A text has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "linformer",
        Name = "Linformer",
        Cite = new("Wang et al.", "Linformer: Self-Attention with Linear Complexity", 2020, "arXiv:2006.04768"),
        Formula = "O = softmax(Q (E K)ᵀ / √d) F V",
        Tex = @"O = \mathrm{softmax}\left(\frac{Q (E K)^\top}{\sqrt d}\right) F V",
        Cost = new("nrd", "nr + rd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsOrdered = true, MayBeNegative = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        .. Role.QueryKeyValue,
        new("e", $"R={rank} L={tokens}", RoleKind.Parameter, "mixes the keys of the text into a few"),
        new("f", "R L", RoleKind.Parameter, "mixes the values of the text into as many"),
    ];

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException($"'{Name}' mixes keys before queries see them, so a mask can hide whole keys only, not pairs.");
        var (k, v) = (Mixed("e", inputs.K), Mixed("f", inputs.V));                         // (B, H, R, D), (B, H, R, Dv)
        return (inputs.Q.matmul(k.transpose(-2, -1)) / Math.Sqrt(inputs.WidthK)).softmax(-1).matmul(v);

        Tensor Mixed(string name, Tensor x)
        {
            if (inputs.Mask.KeyMask is { } keys) x = x.Filled(keys.logical_not().unsqueeze(1).unsqueeze(-1), 0);
            return inputs.Share(inputs.AtPlaces(name, 1, inputs.Places.Keys).matmul(x));
        }
    }
}
