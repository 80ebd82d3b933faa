using Heed.Pairwise;

namespace Heed.Bench.Swapping;

/// <summary>A mechanism in the place of another in a trained model: queries and keys are turned as the model learned it, and then the other one looks.</summary>
/// <param name="learned">The mechanism that the model was trained with.</param>
/// <param name="other">The one that looks instead; it must need no signals of its own.</param>
/// <param name="heard">Told queries, keys and values of each call; null = nobody.</param>
internal sealed class Replaced(PairwiseAttention learned, Mechanism other, Action<Tensor, Tensor, Tensor>? heard = null) : Mechanism
{
    public override Family Family => other.Family;

    public override bool IsCausal => other.IsCausal;

    public override long KvHeads(long heads) => learned.KvHeads(heads);

    public override Tensor? Visible(long queries, long keys) => other.Visible(queries, keys);

    protected override Tensor Compute(Inputs inputs)
    {
        var (q, k) = learned.Position is { Turns: true } position ? position.Turn(inputs, inputs.Q, inputs.K) : (inputs.Q, inputs.K);
        heard?.Invoke(q, k, inputs.V);
        return other.Attend(q, k, inputs.V, inputs.Mask, Drawn(other, inputs), route: Route.Definition);
    }

    /// <summary>Random features, where the other one has them: the same in every call.</summary>
    private static Signals Drawn(Mechanism other, Inputs inputs)
    {
        using var start = new Models.Layers.Start(1);
        var signals = new Signals();
        foreach (var signal in other.Signals.Where(s => s.Start == SignalStart.Orthogonal)) signals[signal.Name] = start.Features(signal.Free, inputs.WidthK);
        return signals;
    }
}
