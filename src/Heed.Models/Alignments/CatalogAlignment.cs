using Heed.Models.Layers;
using Heed.Models.Plans;

namespace Heed.Models.Alignments;

/// <summary>Any mechanism of the catalog that can relate two texts, with maps for queries, keys, values and output around it.</summary>
internal sealed class CatalogAlignment : Alignment
{
    private readonly Attending attention;

    /// <exception cref="ArgumentException">The mechanism makes no sense there.</exception>
    public CatalogAlignment(Start start, Mechanism mechanism, long width, int heads) : base(nameof(CatalogAlignment), mechanism.Name)
    {
        attention = new(start, mechanism, width, width, heads, AttentionPlace.Cross, 0);
        RegisterComponents();
        PlaceCheck.Cross(attention, width);
    }

    public override AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths) =>
        base.Prepare(memory, hidden, lengths) with { Signals = attention.ProjectMemory(memory) };

    public override SignalSet Given(Tensor queries, AlignedSource source) => attention.ProjectQueries(queries).And(source.Signals);

    protected override Tensor Read(Tensor queries, AlignedSource source, Mask mask, AttentionTrace? trace) =>
        attention.Look(queries, source.Signals, mask, trace);
}
