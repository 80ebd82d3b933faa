using Heed.Models.Layers;
using Heed.Models.Plans;
using TorchSharp.Modules;

namespace Heed.Models;

/// <summary>
/// Reads a whole text both ways and says which of some labels it deserves: a learned query looks at all of it and sums it up (Lin et al.
/// 2017, arXiv:1703.03130).
/// </summary>
/// <remarks>The label is the one target symbol of an example. Layers normalise before the function; sinusoidal positions.</remarks>
public sealed class TextEncoder : SequenceModel
{
    private readonly Embedding symbols;
    private readonly ModuleList<SelfBlock> layers = [];
    private readonly LayerNorm norm;
    private readonly Linear keys;
    private readonly Parameter query;
    private readonly Linear output;

    /// <summary>Builds the untrained model.</summary>
    /// <param name="spec">Its sizes and seed; the target symbols are the labels.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit, or an attention that makes no sense in its place.</exception>
    public TextEncoder(ModelSpec spec) : base(spec)
    {
        new TextEncoderKind().Refuse(spec, reversed: true);
        if (spec.Embedding != spec.Width)
            throw new ArgumentException(
                $"An encoder's embeddings are as wide as its layers, so {spec.Embedding} and {spec.Width} do not fit.", nameof(spec));
        Attention = Expression.Parse(spec.Attention ?? "scaled-dot-product").ToMechanism();
        using var start = new Start(spec.Seed);
        symbols = start.Embedding(spec.SourceSymbols, spec.Width, 1 / Math.Sqrt(spec.Width));
        for (var l = 0; l < spec.Layers; l++)
            layers.Add(new(start, spec, Noise, Attention, preNorm: true, smooth: true, AttentionPlace.Encoder, l));
        norm = torch.nn.LayerNorm(spec.Width);
        keys = start.Linear(spec.Width, spec.Width);
        query = start.Random(1 / Math.Sqrt(spec.Width), spec.Heads, spec.Width);
        output = start.Linear(spec.Heads * spec.Width, spec.TargetSymbols);
        RegisterComponents();
        PlaceCheck.Encoder(layers[0].Attention);
    }

    /// <summary>How the symbols look at one another.</summary>
    public Mechanism Attention { get; }

    /// <inheritdoc />
    /// <returns>(B, 1, V): scores of the labels.</returns>
    public override Tensor Logits(Batch batch, AttentionTrace? trace = null)
    {
        using var scope = torch.NewDisposeScope();
        var (text, hidden) = Read(batch, trace);
        var scores = query.matmul(keys.call(text).tanh().transpose(-2, -1));               // (B, H, S)
        if (hidden.KeyMask is { } visible) scores = scores.Filled(visible.logical_not().unsqueeze(1), double.NegativeInfinity);
        var weights = scores.softmax(-1);
        trace?.Record(AttentionPlace.Pooling, 0, weights.unsqueeze(2));
        return output.call(Noise.Drop(weights.matmul(text).flatten(1), training)).unsqueeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>The mean cross-entropy of the label.</summary>
    /// <param name="batch">Examples with one target symbol each.</param>
    /// <param name="labelSmoothing">The share of the truth that is spread evenly over all labels.</param>
    /// <exception cref="ArgumentException">An example has no label, or several.</exception>
    public override Tensor Loss(Batch batch, double labelSmoothing = 0)
    {
        if (batch.TargetLengths.Any(l => l != 2))
            throw new ArgumentException(
                "An encoder learns one label for a text, so each example must have exactly one target symbol.", nameof(batch));
        using var scope = torch.NewDisposeScope();
        return torch.nn.functional
            .cross_entropy(Logits(batch).squeeze(1), batch.Target.select(1, 1), label_smoothing: labelSmoothing)
            .MoveToOuterDisposeScope();
    }

    private (Tensor Text, Mask Hidden) Read(Batch batch, AttentionTrace? trace)
    {
        var source = batch.Source
            ?? throw new ArgumentException(
                "The batch has windows of one text, but this model reads a source: make it from examples.", nameof(batch));
        var hidden = SourceMask.Of(batch);
        var x = Noise.Drop(symbols.call(source) * Math.Sqrt(Spec.Width) + SinusoidalPositions.Of(source.shape[1], Spec.Width), training);
        foreach (var layer in layers) x = layer.Of(x, hidden, trace);
        return (norm.call(x), hidden);
    }
}

/// <summary>
/// How <see cref="TextEncoder"/> is named, described and built; beside the model, not in it: to name a kind must not load TorchSharp.
/// </summary>
internal sealed class TextEncoderKind() : ModelKind("encoder", "Encoder with attention pooling",
    new("Lin et al.", "A Structured Self-attentive Sentence Embedding", 2017, "arXiv:1703.03130"),
    "Reads a text both ways and gives it a label.",
    new()
    {
        Kind = "encoder",
        SourceSymbols = 0,
        TargetSymbols = 0,
        Width = 128,
        Embedding = 128,
        Layers = 4,
        Heads = 4,
        FeedForward = 512,
        Dropout = 0.1,
    })
{
    private protected override object Make(ModelSpec spec) => new TextEncoder(spec);
}
