namespace Heed.Alone;

/// <summary>Keys that are read as values, with rotation, a sink, and what was read turned back.</summary>
/// <param name="rotaryDim">How many features are rotated.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="pairing">Which features make a pair.</param>
/// <param name="part">Which features are rotated.</param>
internal sealed class SharedKeys(long rotaryDim, double @base, Pairwise.Preparing.RopePairing pairing, Pairwise.Preparing.RotaryPart part)
{
    private readonly long rotaryDim = Rotary.Even(rotaryDim);
    private readonly double @base = Rotary.Positive(@base);

    /// <summary>What attention to pooled keys does.</summary>
    public static Facts Facts { get; } =
        new() { IsCausal = true, IsOrdered = true, IsLinearInValues = false, MayBeNegative = true, Streams = true };

    /// <summary>What it reads.</summary>
    /// <param name="width">Of what is pooled.</param>
    /// <param name="compress">Of how many places a window is made.</param>
    public static IReadOnlyList<Role> Roles(string width, long compress) =>
    [
        new("q", "B H N Dk", RoleKind.Query, "what asks"),
        new("k", "B G M Dk", RoleKind.Key, "what is compared and read of the latest tokens"),
        new("c", $"B M {width}", RoleKind.Token, "what is pooled"),
        new("z", $"B M {width}", RoleKind.Token, "how much each channel of it counts"),
        new("position_bias", $"{compress} {width}", RoleKind.Parameter, "is added to that by the place in a window"),
        new("gamma", "Dk", RoleKind.Parameter, "weighs the features of a pooled key") { Start = RoleStart.One },
        new("sink", "H", RoleKind.Parameter, "the score of reading nothing") { Start = RoleStart.Zero },
    ];

    private bool Halves => pairing == Pairwise.Preparing.RopePairing.Halves;

    /// <summary>The vectors with the features of one part turned by their places.</summary>
    /// <param name="x">(…, N, D).</param>
    /// <param name="places">N places.</param>
    /// <param name="back">Whether they turn the other way.</param>
    public Tensor Turned(Tensor x, IReadOnlyList<long> places, bool back = false)
    {
        Rotary.RequireWidth(x, rotaryDim);
        var angles = Rotary.Angles(places, Rotary.Speeds(@base, rotaryDim));
        return Rotary.TurnPart(x, back ? -angles : angles, part == Pairwise.Preparing.RotaryPart.Last, Halves);
    }

    /// <summary>The vectors with the fastest pairs of all features turned by their places.</summary>
    /// <param name="x">(…, N, D).</param>
    /// <param name="places">N places.</param>
    /// <exception cref="ArgumentException">There are not as many features, or their number is odd.</exception>
    public Tensor TurnedFastest(Tensor x, IReadOnlyList<long> places)
    {
        var width = x.shape[^1];
        if (width % 2 != 0 || width < rotaryDim)
            throw new ArgumentException($"A key has {width} features, of which {rotaryDim} cannot be rotated in pairs: "
                + "give an even width, and a rotary_dim that is not larger.", "k");
        var turn = torch.arange(width / 2).lt(rotaryDim / 2).to(torch.float64);
        return Rotary.Turn(x, Rotary.Angles(places, Rotary.Speeds(@base, width) * turn), Halves);
    }

    /// <summary>What queries read of keys that are values, with a share for reading nothing.</summary>
    /// <param name="inputs">The call, with queries that are not yet rotated, and the sink.</param>
    /// <param name="keys">(B, H, L, D), rotated.</param>
    /// <param name="visible">Broadcast to (B, H, N, L).</param>
    /// <param name="scale">What products are multiplied by; 1/√d when null.</param>
    public Tensor Read(Inputs inputs, Tensor keys, Tensor visible, double? scale)
    {
        var q = Turned(inputs.Q, inputs.Places.Queries);
        var scores = Reading.Scores(inputs, q, keys, scale ?? 1 / Math.Sqrt(inputs.WidthK));
        var weights = Hidden.WithSink(scores.Filled(visible.logical_not(), double.NegativeInfinity), inputs["sink"].view(-1, 1, 1));
        inputs.Trace?.Record("weights", weights);
        var read = Hidden.Read(weights, keys, visible);
        inputs.Trace?.Record("attention", read);
        return Turned(read, inputs.Places.Queries, back: true);
    }

    /// <summary>What queries read of their latest keys and, in the same softmax, of pooled ones.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="entries">The pooled keys, (B, T, D), rotated.</param>
    /// <param name="open">Which of these a query may read, (N, T) or (B, 1, N, T).</param>
    /// <param name="window">How many of the latest keys it reads.</param>
    /// <exception cref="NotSupportedException">The caller hides pairs.</exception>
    public Tensor Read(Inputs inputs, Tensor entries, Tensor open, long window)
    {
        Checked.OnlyKeys(inputs);
        inputs.Trace?.Record("compressed", entries);
        var latest = Hidden.Join(inputs.Mask.Visible(), inputs.Places.Latest(window))!;    // (…, N, M)
        var k = inputs.Share(Turned(Hidden.Erase(inputs.K, inputs, latest), inputs.Places.Keys));
        var visible = torch.cat([latest.expand([.. open.shape[..^1], inputs.Keys]), open], -1);
        inputs.Trace?.Record("mask", visible);
        return Read(inputs, torch.cat([k, entries.unsqueeze(1).expand(-1, k.shape[1], -1, -1)], 2), visible, null);
    }
}
