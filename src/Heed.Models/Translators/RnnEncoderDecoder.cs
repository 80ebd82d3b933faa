using Heed.Models.Layers;
using Heed.Models.Recurrences;
using TorchSharp.Modules;

namespace Heed.Models.Translators;

/// <summary>
/// The source is squeezed into one vector c, the summary, from which everything is written: c starts the decoder, and each of its steps and
/// its output see c again (Cho et al. 2014, arXiv:1406.1078).
/// </summary>
/// <remarks>
/// As in the paper's appendix: the encoder's units reset before the product and the decoder's after it, c inside the reset;
/// c = tanh(V h_N), h'₀ = tanh(V' c); maxout output of h'ₜ, yₜ₋₁ and c. The paper factors the last matrix into two; with a
/// vocabulary of letters one will do.
/// </remarks>
public sealed class RnnEncoderDecoder : Translator
{
    private const string Summary = "summary";
    private const string State = "state";

    private readonly Embedding source;
    private readonly GatedUnit encoder;
    private readonly Linear summarise;
    private readonly Linear begin;
    private readonly Embedding target;
    private readonly Linear given;
    private readonly Linear told;
    private readonly Parameter weight_hh;
    private readonly MaxoutOutput output;

    /// <summary>Builds the untrained model.</summary>
    /// <param name="spec">Its sizes and seed.</param>
    public RnnEncoderDecoder(ModelSpec spec) : base(spec)
    {
        new RnnEncoderDecoderKind().Refuse(spec, heads: true, layers: true, attention: true);
        using var start = new Start(spec.Seed);
        var (width, embedding) = (spec.Width, spec.Embedding);
        source = start.Embedding(spec.SourceSymbols, embedding, 1 / Math.Sqrt(embedding));
        encoder = new(start, embedding, width);
        summarise = start.Linear(width, width);
        begin = start.Linear(width, width);
        target = start.Embedding(spec.TargetSymbols, embedding, 1 / Math.Sqrt(embedding));
        given = start.Linear(embedding, 3 * width);
        told = start.Linear(width, 3 * width, bias: false);
        weight_hh = start.Recurrent(3, width);
        output = new(start, width, embedding, width, spec.FeedForward, spec.TargetSymbols);
        RegisterComponents();
    }

    /// <inheritdoc />
    public override Tensor Logits(Batch batch, AttentionTrace? trace = null)
    {
        using var scope = torch.NewDisposeScope();
        var summary = Summarise(batch);
        var (scores, _) = Write(batch.Given.t(), summary, begin.call(summary).tanh());
        return scores.transpose(0, 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override WriterState Read(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var state = new WriterState(batch.Rows);
        var summary = Summarise(batch);
        state[State] = begin.call(summary).tanh();
        state[Summary] = summary;
        return state;
    }

    /// <inheritdoc />
    public override Tensor Next(Tensor last, WriterState state)
    {
        using var scope = torch.NewDisposeScope();
        var (scores, now) = Write(last.unsqueeze(0), state[Summary], state[State]);
        state[State] = now;
        state.Written++;
        return scores.squeeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>c, (B, W).</summary>
    private Tensor Summarise(Batch batch)
    {
        var rows = new SourceRows(batch);
        var symbols = Spec.Reversed ? rows.Reversed(rows.Symbols) : rows.Symbols;
        var states = encoder.Run(Noise.Drop(source.call(symbols), training));              // (S, B, W)
        return summarise.call(rows.Last(states)).tanh();
    }

    /// <summary>Scores, (T, B, V), and the last state, (B, W).</summary>
    private (Tensor Scores, Tensor Last) Write(Tensor symbols, Tensor summary, Tensor state)
    {
        var width = Spec.Width;
        var embedded = Noise.Drop(target.call(symbols), training);                         // (T, B, E)
        var parts = told.call(summary).split([2 * width, width], -1);                      // (B, 2W), (B, W)
        var inputs = given.call(embedded) + torch.nn.functional.pad(parts[0], [0, width]);
        var states = GatedSequence.ResetAfter(inputs, state, weight_hh, parts[1]);         // (T, B, W)
        return (output.Scores(states, embedded, summary, Noise), states.select(0, states.shape[0] - 1));
    }
}

/// <summary>
/// How <see cref="RnnEncoderDecoder"/> is named, described and built; beside the model, not in it: to name a kind must not load TorchSharp.
/// </summary>
internal sealed class RnnEncoderDecoderKind() : ModelKind("rnn-encoder-decoder", "RNN encoder-decoder",
    new("Cho et al.", "Learning Phrase Representations using RNN Encoder-Decoder for Statistical Machine Translation", 2014,
        "arXiv:1406.1078"),
    "Gated units read the source into one vector, and others write the target from it.",
    new() { Kind = "rnn-encoder-decoder", SourceSymbols = 0, TargetSymbols = 0, Width = 240, Embedding = 64, FeedForward = 128 })
{
    private protected override object Make(ModelSpec spec) => new RnnEncoderDecoder(spec);
}
