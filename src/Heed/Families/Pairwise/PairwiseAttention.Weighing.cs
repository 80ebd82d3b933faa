namespace Heed.Pairwise;

/// <content>From scores to weights, and to what is read.</content>
public sealed partial class PairwiseAttention
{
    /// <summary>From scaled scores to weights.</summary>
    /// <param name="meeting">Queries and keys as they met, and their scores.</param>
    /// <param name="held">What a cache policy still holds; null to follow it from the first token.</param>
    /// <param name="visible">What may meet.</param>
    /// <param name="added">What is added to scores; null for all that this mechanism has.</param>
    private Tensor Weigh(Meeting meeting, Tensor? held, ref Tensor? visible, IEnumerable<Bias>? added = null)
    {
        var (inputs, scores) = (meeting.Inputs, meeting.Scores);
        var trace = inputs.Trace;
        if (Cap is not null) scores = Noted("capped", Cap.Apply(scores), trace);
        if (inputs.Mask.Bias is { } bias) scores = Noted("biased", scores + Widened(bias.Filled(bias.isneginf(), 0), scores), trace);
        foreach (var part in added ?? biases)
            scores = Noted("shifted", scores + Widened(part.Of(meeting with { Scores = scores }), scores), trace);
        foreach (var mixing in mixings) scores = mixing.MixScores(inputs, scores);
        foreach (var pattern in patterns.Where(p => p is not PlacePattern))
            visible = Hidden.Join(visible, BesideContext(pattern.Visible(OfText(meeting with { Scores = scores })), scores));
        if (visible is not null) scores = Noted("masked", scores.Filled(visible.logical_not(), double.NegativeInfinity), trace);
        if (Policy is not null)
        {
            held = BesideContext(held ?? Followed(inputs, scores, visible), scores);
            visible = Hidden.Join(visible, held);
            scores = scores.Filled(held.logical_not(), double.NegativeInfinity);
        }

        if (visible is not null && (Policy is not null || patterns.Any(p => p is not PlacePattern))) trace?.Record("visible", visible);
        var weights = Normaliser.Weigh(inputs, scores, visible);
        foreach (var mixing in mixings) weights = mixing.MixWeights(inputs, weights);
        trace?.Record("weights", weights);
        return weights;                                                                    // (B, H, N, M)
    }

    /// <summary>What a mask sees, which hides keys of the text only.</summary>
    private Meeting OfText(Meeting meeting)
    {
        if (contexts.Length == 0) return meeting;
        var (keys, before) = (meeting.Inputs.Keys, meeting.K.shape[2] - meeting.Inputs.Keys);
        return meeting with { K = meeting.K.narrow(2, before, keys), Scores = meeting.Scores.narrow(-1, before, keys) };
    }

    /// <summary>What is added to keys of the text, with nothing for those before it.</summary>
    private Tensor Widened(Tensor added, Tensor scores) =>
        contexts.Length == 0 ? added : torch.nn.functional.pad(added, [scores.shape[^1] - added.shape[^1], 0]);

    private Tensor Gated(Inputs inputs, Tensor read)
    {
        if (gates.Length > 0) inputs.Trace?.Record("attention", read);
        foreach (var gate in gates) read = gate.Apply(inputs, read);
        return read;
    }

    private static Tensor Noted(string name, Tensor step, StepTrace? trace)
    {
        trace?.Record(name, step);
        return step;
    }
}
