using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Alignments;

/// <summary>Softmax of a score over the whole source.</summary>
internal sealed class GlobalAlignment : Alignment
{
    private readonly AlignmentScore score;

    public GlobalAlignment(AlignmentScore score) : base(nameof(GlobalAlignment))
    {
        this.score = score;
        RegisterComponents();
    }

    public override string Words => score.Word;

    public override AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths) =>
        base.Prepare(memory, hidden, lengths) with { Keys = score.Keys(memory) };

    protected override Tensor Weigh(Tensor queries, AlignedSource source, int first)
    {
        var scores = score.Of(queries, source);
        return (source.Bias is { } bias ? scores + bias : scores).softmax(-1);
    }
}

/// <summary>
/// The state alone says where to look (Luong et al. 2015, eq. 8), at one of so many places; what stands there is not asked.
/// </summary>
internal sealed class LocationAlignment : Alignment
{
    private readonly Parameter w_a;
    private readonly long places;

    public LocationAlignment(Start start, long queryWidth, long places) : base(nameof(LocationAlignment))
    {
        this.places = places;
        w_a = start.Gates(1, places, queryWidth);
        RegisterComponents();
    }

    public override string Words => $"location({places})";

    /// <exception cref="ArgumentException">A source is longer than there are places.</exception>
    public override AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths) => memory.shape[1] <= places
        ? base.Prepare(memory, hidden, lengths)
        : throw new ArgumentException(
            $"'{Words}' knows {places} places, but a source has {memory.shape[1]} symbols: " +
            $"train with 'location({memory.shape[1]})' or more");

    protected override Tensor Weigh(Tensor queries, AlignedSource source, int first)
    {
        var scores = queries.matmul(w_a.narrow(0, 0, source.Memory.shape[1]).t());
        return (source.Bias is { } bias ? scores + bias : scores).softmax(-1);
    }
}
