using Heed.Pairwise.Preparing;

namespace Heed.Alone;

/// <summary>Windows of tokens become one entry each: a mean whose weights each channel chooses for itself, brought to one length, and
/// rotated by the place of the window's first token.</summary>
/// <param name="window">Tokens of a window; what is left at the end of a text makes no entry.</param>
/// <param name="eps">Added to the mean square.</param>
/// <param name="turn">The rotation.</param>
internal sealed class Compressor(long window, double eps, PartTurn turn)
{
    private readonly long window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException("compress", window, "An entry stands for at least one token.");

    /// <summary>What it reads.</summary>
    /// <param name="width">The size of what tokens hold.</param>
    /// <param name="window">Tokens of a window.</param>
    /// <param name="entry">The size of an entry.</param>
    /// <param name="name">What the names end with.</param>
    public static IEnumerable<Role> Roles(string width, long window, string entry, string name = "") =>
    [
        new("c" + name, $"B M {width}", RoleKind.Token, "what goes into entries"),
        new("z" + name, $"B M {width}", RoleKind.Token, "how much it counts there"),
        new("position_bias" + name, $"{window} {width}", RoleKind.Parameter, "how much each place in a window counts")
        {
            Start = RoleStart.Zero,
        },
        new("gamma" + name, entry, RoleKind.Parameter, "the length of entries, for each feature") { Start = RoleStart.One },
    ];

    /// <summary>Entries of windows side by side, (B, T, D).</summary>
    /// <param name="content">What tokens hold, (B, M, D).</param>
    /// <param name="logits">What they count, (B, M, D).</param>
    /// <param name="bias">What each place in a window counts besides, (window, D).</param>
    /// <param name="gamma">(D).</param>
    public Tensor Apart(Tensor content, Tensor logits, Tensor bias, Tensor gamma)
    {
        var (c, z) = (Windows(content), Windows(logits) + bias);                           // (B, T, window, D)
        return Finished((z.softmax(2) * c).sum(2), gamma);
    }

    /// <summary>Entries of windows that overlap: the first half of the features of one, the second half of the next.</summary>
    /// <param name="content">(B, M, 2D).</param>
    /// <param name="logits">(B, M, 2D).</param>
    /// <param name="bias">(window, 2D).</param>
    /// <param name="gamma">(D).</param>
    public Tensor Overlapping(Tensor content, Tensor logits, Tensor bias, Tensor gamma)
    {
        var (c, z) = (Windows(content), Windows(logits) + bias);                           // (B, T, window, 2D)
        var (both, counts) = (Joined(c, 0), Joined(z, double.NegativeInfinity));
        return Finished((counts.softmax(2) * both).sum(2), gamma);
    }

    /// <summary>Which entries are wholly past, (N, T).</summary>
    /// <param name="places">Where queries stand.</param>
    /// <param name="entries">T.</param>
    public Tensor Past(Places places, long entries) =>
        torch.arange(entries).lt((Places.Of(places.Queries) + 1).floor_divide(window).unsqueeze(-1));

    /// <summary>The first series of the window before beside the second series of each, (B, T, 2·window, D).</summary>
    private static Tensor Joined(Tensor x, double before)
    {
        var series = x.chunk(2, -1);
        var (first, count) = (series[0], x.shape[1]);
        if (count == 0) return series[1];                                                  // no window yet
        var none = torch.full_like(first.narrow(1, 0, 1), before);
        return torch.cat([torch.cat([none, first.narrow(1, 0, count - 1)], 1), series[1]], 2);
    }

    private Tensor Windows(Tensor x)
    {
        var count = x.shape[1] / window;
        return x.narrow(1, 0, count * window).reshape(x.shape[0], count, window, x.shape[2]);
    }

    private Tensor Finished(Tensor x, Tensor gamma)
    {
        var normed = x / (x.square().mean([-1], true) + eps).sqrt() * gamma;
        return turn.Turned(normed, [.. Enumerable.Range(0, (int)x.shape[1]).Select(t => t * window)]);
    }
}
