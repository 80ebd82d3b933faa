namespace Heed.Alone;

/// <summary>Queries, keys and values of <see cref="Cca"/>, made of what its tokens say.</summary>
/// <param name="inputs">The call.</param>
/// <param name="heads">Query heads.</param>
/// <param name="groups">Key and value heads.</param>
internal sealed class CcaInputs(Inputs inputs, long heads, long groups)
{
    /// <summary>What it reads; the width of a head comes first, since all others follow from it.</summary>
    public static IReadOnlyList<Role> Roles { get; } =
    [
        new("w_group", "CC Dk K=2", RoleKind.Parameter, "the second convolution, which mixes the channels of a head"),
        new("q_proj", "B M QC", RoleKind.Query, "what asks"),
        new("k_proj", "B M KC", RoleKind.Key, "what answers"),
        new("v_now", "B M VC", RoleKind.Value, "what is read of a token itself"),
        new("v_prev", "B M VC", RoleKind.Value, "what is read of it with the token after it"),
        new("w_depth", "CC J=2", RoleKind.Parameter, "the first convolution, along each channel, the latest token last"),
        new("b_depth", "CC", RoleKind.Parameter, "is added by it"),
        new("b_group", "CC", RoleKind.Parameter, "is added by the second"),
        new("temp", "G", RoleKind.Parameter, "what keys are multiplied by") { Start = RoleStart.One },
    ];

    /// <summary>Sizes that follow from the width of a head and from how many heads there are.</summary>
    public static long? SizeOf(string name, Sizes sizes, long heads, long groups) => name switch
    {
        "H" => heads,
        "G" => groups,
        "N" => sizes.Find("M"),
        "QC" => heads * sizes.Find("Dk"),
        "KC" => groups * sizes.Find("Dk"),
        "VC" => groups * sizes.Find("Dk") / 2,
        "CC" => (heads + groups) * sizes.Find("Dk"),
        _ => null,
    };

    /// <summary>Queries and keys after the convolutions, of length √d.</summary>
    public (Tensor Q, Tensor K) QueriesAndKeys()
    {
        var (q, k) = (Heads(Shown("q_proj"), heads), Heads(Shown("k_proj"), groups));      // (B, N, H, D), (B, N, G, D)
        var mean = (q + k.repeat_interleave(heads / groups, 2)) / 2;                       // (B, N, H, D)
        var ofKeys = mean.unflatten(2, groups, heads / groups).mean([3]);                  // (B, N, G, D)
        var mixed = Convolved(torch.cat([q.flatten(2), k.flatten(2)], -1));                // (B, N, C)
        var width = q.shape[^1];
        q = Heads(mixed.narrow(2, 0, heads * width), heads) + mean;
        k = Heads(mixed.narrow(2, heads * width, groups * width), groups) + ofKeys;
        return (Lengthened(q), Lengthened(k) * inputs["temp"].view(-1, 1, 1));
    }

    /// <summary>Half of the channels of a token, and half of those of the token before it, cut into heads.</summary>
    public Tensor Values()
    {
        var before = Gathered(torch.nn.functional.pad(Spread(Shown("v_prev")).transpose(1, 2), [1, -1]).transpose(1, 2));
        return Heads(torch.cat([Shown("v_now"), before], -1), groups).transpose(1, 2);     // (B, G, N, D)
    }

    private Tensor Shown(string name) => SetReading.Shown(inputs, name).Tokens;

    private static Tensor Heads(Tensor x, long heads) => x.unflatten(2, heads, x.shape[2] / heads);

    private static Tensor Lengthened(Tensor x)
    {
        var least = x.dtype == torch.ScalarType.Float64 ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;
        return (x * (Math.Sqrt(x.shape[^1]) / x.norm(-1, true).clamp_min(least))).transpose(1, 2);
    }

    private Tensor Convolved(Tensor x)
    {
        var (first, second) = (inputs["w_depth"].t(), inputs["w_group"]);                  // (J, C), (C, D, K)
        x = torch.nn.functional.pad(Spread(x).transpose(1, 2), [first.shape[0] + second.shape[2] - 2, 0]).transpose(1, 2);
        x = Along(x, first.shape[0], (tap, rows) => rows * first[tap]) + inputs["b_depth"];
        var each = Heads(x, heads + groups).transpose(1, 2);                               // (B, H + G, N + K - 1, D)
        var maps = second.unflatten(0, heads + groups, -1).permute(3, 0, 2, 1);            // (K, H + G, D, D)
        each = Along(each.transpose(1, 2), maps.shape[0], (tap, rows) => rows.transpose(1, 2).matmul(maps[tap]).transpose(1, 2));
        return Gathered(each.flatten(2) + inputs["b_group"]);
    }

    /// <summary>The sum over the taps of a convolution along axis 1, which begins with as many rows as it reaches back.</summary>
    private static Tensor Along(Tensor x, long taps, Func<long, Tensor, Tensor> tap) =>
        Enumerable.Range(0, (int)taps).Select(t => tap(t, x.narrow(1, t, x.shape[1] - taps + 1))).Aggregate((a, b) => a + b);

    /// <summary>Tokens at their places, with zeros in gaps.</summary>
    private Tensor Spread(Tensor x)
    {
        var places = inputs.Places.Keys;
        if (places[^1] == places.Count - 1) return x;
        return torch.zeros([x.shape[0], places[^1] + 1, x.shape[2]], x.dtype).index_copy(1, Places.Of(places), x);
    }

    private Tensor Gathered(Tensor x) =>
        x.shape[1] == inputs.Keys ? x : x.index_select(1, Places.Of(inputs.Places.Keys));
}
