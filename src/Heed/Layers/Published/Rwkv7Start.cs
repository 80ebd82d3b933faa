namespace Heed.Layers;

/// <summary>What a layer of RWKV-7 learns, and where it starts: by channel, and by how deep the layer lies.</summary>
internal static class Rwkv7Start
{
    /// <summary>All inputs.</summary>
    /// <param name="layer">Which layer it is, from 0.</param>
    /// <param name="layers">How many there are.</param>
    public static Role[] Roles(long layer, long layers)
    {
        if (layers < 1) throw new ArgumentOutOfRangeException("numLayers", layers, "There is at least one layer.");
        if (layer < 0 || layer >= layers)
            throw new ArgumentOutOfRangeException("layerIndex", layer, $"Of {layers} layers the last is {layers - 1}.");
        var (rest, deep) = (1 - ((double)layer / layers), layers == 1 ? 0 : (double)layer / (layers - 1));
        return
        [
            new("x", "B N C", RoleKind.Value, "the tokens") { IsUnmapped = true },
            Blend("r", 0.2), Blend("decay", 0.9), Blend("k", 0.7), Blend("v", 0.7), Blend("rate", 0.9), Blend("gate", 0.2),
            new("w_r", "H Dk C", RoleKind.Parameter, "the map to what asks, (out, in)") { IsMap = true },
            new("w_k", "H Dk C", RoleKind.Parameter, "the map to keys, (out, in)") { IsMap = true },
            new("w_v", "H Dv C", RoleKind.Parameter, "the map to values, (out, in)") { IsMap = true },
            Down("decay", "E=32"), Up("decay", "H Dk E"),
            Placed("decay_bias", "H Dk", "what is added to how fast a channel fades",
                (n, line, zigzag) => -5.5 + (6 * Math.Pow(line, 1 + Math.Pow(deep, 0.3))) + (2.5 * zigzag)),
            Down("rate", "S=32"), Up("rate", "H Dk S"),
            Placed("rate_bias", "H Dk", "what is added to how much of an old entry goes",
                (n, line, zigzag) => -0.19 + (0.3 * zigzag) + (0.4 * (line - 0.5))),
            Down("gate", "P=32"), Up("gate", "H Dv P"),
            Placed("removal", "H Dk", "by what a key is stretched where an old entry is taken out",
                (n, line, zigzag) => 0.71 - (0.1 * (line - 0.5))),
            Placed("replacement", "H Dk", "how far the rate changes what is written", (n, line, zigzag) => 1.02),
            Placed("bonus", "H Dk", "how much the current token adds to what it reads", (n, line, zigzag) => -0.04),
            Placed("norm", "H Dv", "how far each part is stretched once it is normalised",
                (n, line, zigzag) => Math.Pow((layer + 1.0) / layers, 0.7)),
            new("norm_bias", "H Dv", RoleKind.Parameter, "what is added then") { Start = RoleStart.Zero },
        ];

        Role Blend(string of, double power) =>
            new($"blend_{of}", "C", RoleKind.Parameter, $"how much of the token before goes into '{of}'")
            { StartAt = (place, shape) => 1 - Math.Pow((double)place[0] / shape[0], power * rest) };
    }

    private static Role Down(string of, string to) =>
        new($"{of}_down", $"{to} C", RoleKind.Parameter, $"the first of two maps to '{of}', (out, in)")
        { Start = RoleStart.Zero, IsMap = true };

    private static Role Up(string of, string shape) =>
        new($"{of}_up", shape, RoleKind.Parameter, $"the second of two maps to '{of}', (out, in)") { IsMap = true };

    /// <summary>A start by the channel's share of the way from the first to the last, and by where it lies in its head: −1 to 1, squared
    /// with its sign.</summary>
    private static Role Placed(string name, string shape, string meaning, Func<long, double, double, double> start) =>
        new(name, shape, RoleKind.Parameter, meaning)
        {
            StartAt = (place, all) =>
            {
                var (n, last) = (Round.Channel(place, all), Math.Max(1, (all[0] * all[1]) - 1));
                var half = Math.Max(1, all[1] - 1) / 2.0;
                var within = (place[1] - half) / half;
                return start(n, (double)n / last, within * Math.Abs(within));
            },
        };
}
