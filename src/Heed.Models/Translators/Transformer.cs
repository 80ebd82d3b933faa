using Heed.Models.Layers;
using Heed.Models.Plans;
using TorchSharp.Modules;

namespace Heed.Models.Translators;

/// <summary>
/// Nothing but attention: every symbol looks at all others, in the source, in what was written, and from one to the other (Vaswani et al.
/// 2017, arXiv:1706.03762).
/// </summary>
/// <remarks>
/// As published: layers normalise after the sum (<see cref="ModelSpec.PreNorm"/> = before the function, and once at the end), sinusoidal
/// positions, ReLU, embeddings times √d, and the target's embedding is also the output map. Source and target have tables of their own,
/// since they are different alphabets. The published warm-up is the trainer's.
/// </remarks>
public sealed class Transformer : Translator
{
    private const string Visible = "visible";

    private readonly Embedding source;
    private readonly ModuleList<SelfBlock> encoder = [];
    private readonly LayerNorm? encoded;
    private readonly Embedding target;
    private readonly ModuleList<DecoderBlock> decoder = [];
    private readonly LayerNorm? decoded;
    private readonly SinusoidalPositions positions;

    /// <summary>Builds the untrained model.</summary>
    /// <param name="spec">Its sizes and seed.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit, or an attention that makes no sense in its place.</exception>
    public Transformer(ModelSpec spec) : base(spec)
    {
        new TransformerKind().Refuse(spec, reversed: true, preNorm: false);
        if (spec.Embedding != spec.Width)
            throw new ArgumentException(
                $"A Transformer's embeddings are as wide as its layers, so {spec.Embedding} and {spec.Width} do not fit.", nameof(spec));
        Attention = AttentionPlan.Parse(spec.Attention);
        positions = new(spec.Width);
        using var start = new Start(spec.Seed);
        source = start.Embedding(spec.SourceSymbols, spec.Width, 1 / Math.Sqrt(spec.Width));
        target = start.Embedding(spec.TargetSymbols, spec.Width, 1 / Math.Sqrt(spec.Width));
        for (var l = 0; l < spec.Layers; l++)
        {
            encoder.Add(new(start, spec, Noise, Attention.Encoder, spec.PreNorm, smooth: false, AttentionPlace.Encoder, l));
            decoder.Add(new(start, spec, Noise, Attention.Decoder, Attention.Cross, l));
        }

        if (spec.PreNorm) (encoded, decoded) = (torch.nn.LayerNorm(spec.Width), torch.nn.LayerNorm(spec.Width));
        RegisterComponents();
        PlaceCheck.Encoder(encoder[0].Attention);
        decoder[0].Check();
    }

    /// <summary>Which mechanism stands where.</summary>
    public AttentionPlan Attention { get; }

    /// <inheritdoc />
    public override Tensor Logits(Batch batch, AttentionTrace? trace = null)
    {
        using var scope = torch.NewDisposeScope();
        var (memory, hidden) = Encode(batch, trace);
        var x = Embedded(target, batch.Given, 0);
        foreach (var layer in decoder) x = layer.Of(x, layer.Tell(memory), hidden, trace);
        return Scores(x).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override WriterState Read(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var state = new WriterState(batch.Rows);
        var (memory, hidden) = Encode(batch, null);
        foreach (var layer in decoder) layer.Keep(layer.Tell(memory), state);
        if (hidden.KeyMask is { } visible) state[Visible] = visible;
        return state;
    }

    /// <inheritdoc />
    public override Tensor Next(Tensor last, WriterState state)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        var hidden = state.Find(Visible) is { } visible ? Mask.Keys(visible) : Mask.None;
        var x = Embedded(target, last.unsqueeze(1), state.Written++);
        foreach (var layer in decoder) x = layer.Step(x, layer.Kept(state), hidden, state);
        return Scores(x).squeeze(1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) positions.Dispose();
        base.Dispose(disposing);
    }

    private (Tensor Memory, Mask Hidden) Encode(Batch batch, AttentionTrace? trace)
    {
        var symbols = batch.Source
            ?? throw new ArgumentException(
                "The batch has windows of one text, but this model reads a source: make it from examples.", nameof(batch));
        var hidden = SourceMask.Of(batch);
        var x = Embedded(source, symbols, 0);
        foreach (var layer in encoder) x = layer.Of(x, hidden, trace);
        return (encoded?.call(x) ?? x, hidden);
    }

    private Tensor Embedded(Embedding table, Tensor symbols, int first) =>
        Noise.Drop(table.call(symbols) * Math.Sqrt(Spec.Width) + positions.At(first, symbols.shape[1]), training);

    private Tensor Scores(Tensor x) => (decoded?.call(x) ?? x).matmul(target.weight!.t());
}

/// <summary>
/// How <see cref="Transformer"/> is named, described and built; beside the model, not in it: to name a kind must not load TorchSharp.
/// </summary>
internal sealed class TransformerKind() : ModelKind("transformer", "Transformer",
    new("Vaswani et al.", "Attention Is All You Need", 2017, "arXiv:1706.03762"),
    "Every symbol looks at all others; nothing is read in order.",
    new()
    {
        Kind = "transformer",
        SourceSymbols = 0,
        TargetSymbols = 0,
        Width = 128,
        Embedding = 128,
        Layers = 2,
        Heads = 4,
        FeedForward = 512,
        Dropout = 0.1,
    })
{
    private protected override object Make(ModelSpec spec) => new Transformer(spec);
}
