using Heed.Pairwise.Normalisers;
using Heed.Pairwise.Patterns;
using Heed.Pairwise.Preparing;

namespace Heed.Alone;

/// <summary>One softmax over the last few keys, entries that stand for many, and a sink; keys are values too.</summary>
internal static class CompressedReading
{
    /// <summary>What mechanisms do that read so.</summary>
    public static Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        IsLinearInValues = false,
        MayBeNegative = true,
        Streams = true,
        HidesKeys = false,
    };

    /// <summary>What they read besides entries.</summary>
    public static IReadOnlyList<Role> Roles { get; } =
    [
        new("q", "B H N Dk", RoleKind.Query, "what asks"),
        new("k", "B 1 M Dk", RoleKind.Key, "what answers, and what is read"),
        new("sink", "H", RoleKind.Parameter, "the score of reading nothing, for each head") { Start = RoleStart.Zero },
    ];

    /// <summary>What queries read, (B, H, N, D).</summary>
    /// <param name="inputs">The call, with q, k and sink.</param>
    /// <param name="turn">The rotation.</param>
    /// <param name="window">How many of the last keys are read.</param>
    /// <param name="entries">(B, T, D), rotated.</param>
    /// <param name="open">Which entries each query reads, broadcast to (B, 1, N, T).</param>
    public static Tensor Read(Inputs inputs, PartTurn turn, long window, Tensor entries, Tensor open)
    {
        var places = inputs.Places;
        if (places.Keys[^1] != places.Keys.Count - 1)
            throw new NotSupportedException($"'{inputs.Sizes.Mechanism}' makes entries of tokens side by side, so none may be dropped.");
        var (q, k) = (turn.Turned(inputs.Q, places.Queries), turn.Turned(inputs.K, places.Keys));
        var all = torch.cat([k, entries.unsqueeze(1)], 2);                                 // (B, 1, M + T, D)
        var near = new SlidingWindow(window).Visible(places);                              // (N, M)
        var visible = torch.cat([near.expand([.. open.shape[..^1], near.shape[1]]), open], -1);
        var scores = q.matmul(all.transpose(-2, -1)) / Math.Sqrt(q.shape[^1]);             // (B, H, N, M + T)
        var weights = LearnedSink.WithSink(scores.Filled(visible.logical_not(), double.NegativeInfinity), inputs["sink"].view(-1, 1, 1));
        inputs.Trace?.Record("compressed", entries);
        return turn.Back(weights.matmul(all), places.Queries);
    }
}
