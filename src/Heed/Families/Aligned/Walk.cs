namespace Heed.Aligned;

/// <summary>Going along the keys from left to right, exactly and without logarithms, whatever the probabilities are.</summary>
internal static class Walk
{
    /// <summary>All the weight on the first key, where a walk begins; (B, H, 1, M).</summary>
    public static Tensor Start(Inputs inputs, Tensor like)
    {
        var first = torch.arange(inputs.Keys).eq(0).to(like.dtype);
        return first.expand(inputs.Batch, inputs.Heads, 1, inputs.Keys);
    }

    /// <summary>What comes by each key: what sets out there, and what came by the key before it and went on.</summary>
    /// <param name="setsOut">(B, H, 1, M).</param>
    /// <param name="goesOn">Which share of what comes by a key goes on to the next, broadcast to (B, H, 1, M).</param>
    public static Tensor Along(Tensor setsOut, Tensor goesOn)
    {
        var place = torch.arange(setsOut.shape[^1]);
        var next = place.unsqueeze(1).eq(place.unsqueeze(0) + 1).to(setsOut.dtype);        // (M, M), one below the diagonal
        var steps = torch.eye(setsOut.shape[^1], dtype: setsOut.dtype) - (goesOn * next);  // (B, H, M, M)
        steps = steps.expand(setsOut.shape[0], setsOut.shape[1], -1, -1);
        return torch.linalg.solve_triangular(steps, setsOut.transpose(-2, -1), upper: false, unitriangular: true).transpose(-2, -1);
    }

    /// <summary>What arrives at each key when everything takes one step to the right; what is not visible is stepped over.</summary>
    /// <param name="leaves">(B, H, 1, M).</param>
    /// <param name="visible">(B, 1, 1, M) boolean; null = all.</param>
    public static Tensor Step(Tensor leaves, Tensor? visible)
    {
        var arrives = torch.nn.functional.pad(leaves.narrow(-1, 0, leaves.shape[^1] - 1), [1, 0]);
        return Over(arrives, visible);
    }

    /// <summary>What lies on keys that are not visible, moved on to the next that is.</summary>
    /// <param name="weights">(B, H, 1, M).</param>
    /// <param name="visible">(B, 1, 1, M) boolean; null = all.</param>
    public static Tensor Over(Tensor weights, Tensor? visible) => visible is null ? weights
        : Along(weights, visible.logical_not().to(weights.dtype)).Filled(visible.logical_not(), 0);
}
