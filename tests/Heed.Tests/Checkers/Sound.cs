using Heed.Alone;

namespace Heed.Tests.Checkers;

/// <summary>
/// Softmax attention that keeps every law its facts promise, with holes into which a <see cref="Rogue"/> puts a defect. Besides queries,
/// keys and values it reads how loud a token is, which is added to its scores, and what was kept of an earlier text.
/// </summary>
/// <param name="isCausal">Whether a token sees no later one.</param>
internal class Sound(bool isCausal = true) : AloneMechanism
{
    /// <summary>How much of an earlier text is read: as little as a defect is large.</summary>
    public const double Earlier = 30 * Heed.Laws.Law.Tolerance;

    public sealed override Facts Facts { get; } = new()
    {
        IsCausal = isCausal,
        IsOrdered = isCausal,
        SumsToOne = true,
        IgnoresKeyShift = true,
        Streams = isCausal,
    };

    public sealed override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("loudness", "B G M", RoleKind.Token, "what is added to the scores of a token"),
        new("initial_state", "B H Dk Dv", RoleKind.State, "what was kept of an earlier text") { Optional = true },
    ];

    protected override Tensor Compute(Inputs inputs)
    {
        var visible = inputs.Mask.Visible();
        if (isCausal) visible = Hidden.Join(visible, new Pairwise.Patterns.Causal().Visible(inputs.Places));
        var seen = visible is null ? torch.ones([1, 1, 1, 1], torch.@bool) : visible;
        var scores = Reading.Scores(inputs, inputs.Q, Keys(inputs, visible), 1 / Math.Sqrt(inputs.WidthK));
        var loud = (scores + inputs["loudness"].unsqueeze(-2)).Filled(seen.logical_not(), double.NegativeInfinity);
        var read = Values(inputs, Weights(Hidden.Softmax(loud, visible)), visible);
        if (inputs.Signals.Find("initial_state") is { } state) read += Earlier * inputs.Q.matmul(state);
        return Output(inputs, visible, read);
    }

    /// <summary>The keys, without what nobody sees.</summary>
    protected virtual Tensor Keys(Inputs inputs, Tensor? visible) => Hidden.Erase(inputs.K, inputs, visible);

    /// <summary>The weights that are used, (B, H, N, M).</summary>
    protected virtual Tensor Weights(Tensor weights) => weights;

    /// <summary>Weights times values, without what is hidden.</summary>
    protected virtual Tensor Values(Inputs inputs, Tensor weights, Tensor? visible) => Hidden.Read(weights, inputs.V, visible);

    /// <summary>The output.</summary>
    protected virtual Tensor Output(Inputs inputs, Tensor? visible, Tensor read) => read;
}
