using Heed.Models.Layers;
using Heed.Models.Plans;

namespace Heed.Models.Alignments;

/// <summary>Any mechanism of the catalog that can relate two texts, with maps for queries, keys, values and output around it.</summary>
internal sealed class CatalogAlignment : Alignment
{
    private readonly Attending attention;
    private readonly TorchSharp.Modules.Linear? width;

    /// <exception cref="ArgumentException">The mechanism makes no sense there.</exception>
    public CatalogAlignment(Start start, Mechanism mechanism, long queryWidth, long memoryWidth, int heads) : base(nameof(CatalogAlignment))
    {
        attention = new(start, mechanism, queryWidth, memoryWidth, heads, AttentionPlace.Cross, 0);
        width = queryWidth == memoryWidth ? null : start.Linear(queryWidth, memoryWidth);
        RegisterComponents();
        PlaceCheck.Cross(attention, memoryWidth);
    }

    public override string Words => attention.Mechanism.Name;

    public override AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths)
    {
        return base.Prepare(memory, hidden, lengths) with { Signals = attention.ProjectMemory(memory) };
    }

    public override Tensor Look(Tensor queries, AlignedSource source, int first, AttentionTrace? trace)
    {
        var mask = source.Visible is { } visible ? Mask.Keys(visible) : Mask.None;
        var read = attention.Look(queries, source.Signals, mask, trace);
        return width?.call(read) ?? read;
    }

    protected override Tensor Weigh(Tensor queries, AlignedSource source, int first) =>
        throw new NotSupportedException("the mechanism reads for itself");
}
