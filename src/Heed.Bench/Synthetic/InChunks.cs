using Heed.Recurrent;

namespace Heed.Bench.Synthetic;

/// <summary>A recurrence computed in short chunks: the same result, and where every feature fades for itself a quarter of the memory and time of the usual ones.</summary>
/// <param name="inner">The recurrence.</param>
internal sealed class InChunks(Mechanism inner) : Mechanism
{
    private const int Chunk = 16;

    public override Family Family => inner.Family;

    public override IReadOnlyList<Signal> Signals => inner.Signals;

    public override bool IsCausal => inner.IsCausal;

    public override bool WantsUnitKeys => inner.WantsUnitKeys;

    public override long KvHeads(long heads) => inner.KvHeads(heads);

    public override long FeatureWidth(long width) => inner.FeatureWidth(width);

    public override Tensor? Visible(long queries, long keys) => inner.Visible(queries, keys);

    /// <summary>The mechanism, in short chunks where that is worth it.</summary>
    public static Mechanism For(Mechanism mechanism) => mechanism is RecurrentAttention { Decay.IsPerFeature: true } ? new InChunks(mechanism) : mechanism;

    protected override Tensor Compute(Inputs inputs) => ((IChunked)inner).AttendInChunks(inputs.Q, inputs.K, inputs.V, Chunk, inputs.Signals);
}
