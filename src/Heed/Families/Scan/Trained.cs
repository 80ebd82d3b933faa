namespace Heed.Scan;

/// <summary>
/// What memories share that are trained while they are read: to bring a key, normalised with learned weights, to the value less the key.
/// </summary>
/// <remarks>The loss is ‖w⊙norm(z) + b − t‖²/2 for what the memory says, z, and what it should say, t.</remarks>
internal sealed record Trained(Tensor W, Tensor B, double Eps)
{
    /// <summary>Queries, keys and values of one width.</summary>
    public static IReadOnlyList<Role> Tokens { get; } =
    [
        new("q", "B H N Dv", RoleKind.Query, "what asks"),
        new("k", "B G M Dv", RoleKind.Key, "what the memory is trained on") { Range = RoleRange.UnitVector },
        new("v", "B G M Dv", RoleKind.Value, "what it is trained to say"),
    ];

    /// <summary>The inputs w and b of the norm, one row for each head.</summary>
    public static IReadOnlyList<Role> Norm { get; } =
    [
        new("w", "H Dv", RoleKind.Parameter, "how far what the memory says is stretched") { Start = RoleStart.One },
        new("b", "H Dv", RoleKind.Parameter, "what is added to it") { Start = RoleStart.Zero },
    ];

    /// <summary>The loss of a call.</summary>
    public static Trained Of(Inputs inputs, double eps) => new(inputs["w"].unsqueeze(1), inputs["b"].unsqueeze(1), eps);

    /// <summary>What is read: what the memory says, and the same normalised, stretched and shifted.</summary>
    /// <param name="z">What the memory says, (B, H, T, D).</param>
    public Tensor Read(Tensor z) => z + (Normal(z, out _) * W) + B;

    /// <summary>The slope of the loss in what the memory says.</summary>
    /// <param name="z">What the memory says, (B, H, T, D).</param>
    /// <param name="target">What it should say.</param>
    public Tensor Slope(Tensor z, Tensor target)
    {
        var normal = Normal(z, out var spread);
        var slope = W * ((W * normal) + B - target);
        return (slope - slope.mean([-1], true) - (normal * (slope * normal).mean([-1], true))) / spread;
    }

    private Tensor Normal(Tensor z, out Tensor spread)
    {
        var centred = z - z.mean([-1], true);
        spread = (centred.square().mean([-1], true) + Eps).sqrt();
        return centred / spread;
    }
}
