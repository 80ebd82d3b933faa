using Heed.Pairwise;

namespace Heed.Bench.Swapping;

/// <summary>
/// A mechanism in the place of another in a trained model: queries and keys are prepared as the model learned it, and then the other one
/// looks.
/// </summary>
/// <param name="learned">The mechanism that the model was trained with.</param>
/// <param name="other">The one that looks instead; it must need no signals of its own.</param>
/// <param name="heard">Told queries, keys and values of each call; null = nobody.</param>
internal sealed class Replaced(PairwiseAttention learned, Mechanism other, Action<Tensor, Tensor, Tensor>? heard = null) : Mechanism
{
    public override Family Family => other.Family;

    public override Facts Facts => other.Facts with { Streams = false };

    public override long KvHeads(long heads) => learned.KvHeads(heads);

    public override Tensor? Visible(long queries, long keys) => other.Visible(queries, keys);

    protected override Tensor Compute(Inputs inputs)
    {
        var (q, k) = (inputs.Q, inputs.K);
        foreach (var prepare in learned.Prepares) (q, k) = prepare.Apply(inputs, q, k);
        heard?.Invoke(q, k, inputs.V);
        return other.Attend(q, k, inputs.V, inputs.Mask, Drawn(other, inputs), route: Route.Definition);
    }

    /// <summary>Random features, where the other one has them: the same in every call.</summary>
    private static SignalSet Drawn(Mechanism other, Inputs inputs)
    {
        using var start = new Models.Layers.Start(1);
        var signals = new SignalSet();
        var sizes = Sizes.For(other, 1, inputs.Heads, inputs.Queries, inputs.Keys, inputs.WidthK, inputs.WidthK);
        foreach (var role in other.Signals.Where(s => s.Start == RoleStart.Orthogonal))
        {
            var shape = sizes.Shape(role);
            signals[role.Name] = start.Features(shape[0], shape[1]);
        }

        return signals;
    }
}
