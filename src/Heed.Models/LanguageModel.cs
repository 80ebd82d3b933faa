using Heed.Models.Layers;
using Heed.Models.Plans;
using TorchSharp.Modules;

namespace Heed.Models;

/// <summary>Predicts the next symbol of a text from those before it. Each layer mixes them by a mechanism of its own.</summary>
/// <remarks>
/// Layers normalise before the function, GELU, the embedding is also the output map (Radford et al. 2019). Nothing but the mechanisms knows
/// of positions: the default is <c>rope + causal</c>.
/// </remarks>
public sealed class LanguageModel : SequenceModel, IWriter
{
    private const string Usual = "rope + causal";

    private readonly Embedding symbols;
    private readonly ModuleList<SelfBlock> layers = [];
    private readonly LayerNorm norm;

    /// <summary>Builds the untrained model.</summary>
    /// <param name="spec">Its sizes and seed.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit, or a mechanism that looks ahead.</exception>
    public LanguageModel(ModelSpec spec) : this(spec, s => LayerPlan.Parse(s.Attention ?? Usual, s.Layers))
    {
    }

    /// <summary>Builds the untrained model with mechanisms that no expression names.</summary>
    internal LanguageModel(ModelSpec spec, Func<ModelSpec, IReadOnlyList<Mechanism>> mixers) : base(spec)
    {
        new LanguageModelKind().Refuse(spec, reversed: true);
        if (spec.Embedding != spec.Width)
            throw new ArgumentException(
                $"A language model's embeddings are as wide as its layers, so {spec.Embedding} and {spec.Width} do not fit.", nameof(spec));
        Mixers = mixers(spec);
        using var start = new Start(spec.Seed);
        symbols = start.Embedding(spec.TargetSymbols, spec.Width, 1 / Math.Sqrt(spec.Width));
        for (var l = 0; l < spec.Layers; l++)
            layers.Add(new(start, spec, Noise, Mixers[l], preNorm: true, smooth: true, AttentionPlace.Decoder, l));
        norm = torch.nn.LayerNorm(spec.Width);
        RegisterComponents();
        foreach (var layer in layers) PlaceCheck.Decoder(layer.Attention);
    }

    /// <summary>What mixes the symbols in each layer.</summary>
    public IReadOnlyList<Mechanism> Mixers { get; }

    /// <summary>
    /// How each layer goes on while it writes: with a <c>cache</c> of keys and values, with the mechanism's own <c>state</c>, or by reading
    /// everything <c>again</c>.
    /// </summary>
    public IReadOnlyList<string> Ways => [.. layers.Select(l => l.Way)];

    /// <inheritdoc />
    public override Tensor Logits(Batch batch, AttentionTrace? trace = null)
    {
        using var scope = torch.NewDisposeScope();
        var x = Noise.Drop(symbols.call(batch.Given), training);
        foreach (var layer in layers) x = layer.Of(x, Mask.None, trace);
        return Scores(x).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Starts texts that all begin alike. All but the last symbol of the beginning are read; give that one to <see cref="Next"/>.
    /// </summary>
    /// <param name="beginning">At least one symbol.</param>
    /// <param name="rows">How many texts are written.</param>
    /// <exception cref="ArgumentException">There is no symbol to go on from.</exception>
    public WriterState Read(IReadOnlyList<int> beginning, int rows = 1)
    {
        if (beginning.Count == 0) throw new ArgumentException("There is no symbol to go on from: give at least one.", nameof(beginning));
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var state = new WriterState(1);
        using var frozen = torch.no_grad();
        foreach (var symbol in beginning.SkipLast(1))
        {
            using var scope = torch.NewDisposeScope();
            Next(torch.tensor([(long)symbol]), state);
        }

        state.Select(new int[rows]);
        return state;
    }

    /// <inheritdoc />
    public Tensor Next(Tensor last, WriterState state)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        var x = symbols.call(last.unsqueeze(1));                                           // (R, 1, W)
        foreach (var layer in layers) x = layer.Step(x, state);
        state.Written++;
        return Scores(x).squeeze(1).MoveToOuterDisposeScope();
    }

    private Tensor Scores(Tensor x) => norm.call(x).matmul(symbols.weight!.t());
}

/// <summary>
/// How <see cref="LanguageModel"/> is named, described and built; beside the model, not in it: to name a kind must not load TorchSharp.
/// </summary>
internal sealed class LanguageModelKind() : ModelKind("language-model", "Language model",
    new("Radford et al.", "Language Models are Unsupervised Multitask Learners", 2019,
        "cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf"),
    "Predicts the next symbol of a text; every layer mixes the symbols by any mechanism of the catalog.",
    new()
    {
        Kind = "language-model",
        SourceSymbols = 0,
        TargetSymbols = 0,
        Width = 128,
        Embedding = 128,
        Layers = 4,
        Heads = 4,
        FeedForward = 512,
        Context = 64,
    })
{
    /// <inheritdoc />
    public override bool LearnsFromText => true;

    private protected override object Make(ModelSpec spec) => new LanguageModel(spec);
}
