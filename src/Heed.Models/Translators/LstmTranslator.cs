using Heed.Models.Layers;
using Heed.Models.Recurrences;
using TorchSharp.Modules;

namespace Heed.Models.Translators;

/// <summary>
/// A deep LSTM reads the source from its end to its start, hands its states over to another, and that one writes
/// (Sutskever, Vinyals and Le 2014, arXiv:1409.3215).
/// </summary>
/// <remarks>
/// Reversing brings the first symbols of source and target together, from which the rest is learned;
/// <see cref="ModelSpec.Reversed"/> turns it off.
/// </remarks>
public sealed class LstmTranslator : Translator
{
    private readonly Embedding source;
    private readonly LstmStack encoder;
    private readonly Embedding target;
    private readonly LstmStack decoder;
    private readonly Linear output;

    /// <summary>Builds the untrained model.</summary>
    /// <param name="spec">Its sizes and seed.</param>
    public LstmTranslator(ModelSpec spec) : base(spec)
    {
        new LstmTranslatorKind().Refuse(spec, heads: true, attention: true);
        using var start = new Start(spec.Seed);
        source = start.Embedding(spec.SourceSymbols, spec.Embedding, 1 / Math.Sqrt(spec.Embedding));
        encoder = new(start, Noise, spec.Embedding, spec.Width, spec.Layers);
        target = start.Embedding(spec.TargetSymbols, spec.Embedding, 1 / Math.Sqrt(spec.Embedding));
        decoder = new(start, Noise, spec.Embedding, spec.Width, spec.Layers);
        output = start.Linear(spec.Width, spec.TargetSymbols);
        RegisterComponents();
    }

    /// <inheritdoc />
    public override Tensor Logits(Batch batch, AttentionTrace? trace = null)
    {
        using var scope = torch.NewDisposeScope();
        return Write(batch.Given.t(), Encode(batch)).Scores.transpose(0, 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override WriterState Read(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var state = new WriterState(batch.Rows);
        Encode(batch).Keep(state);
        return state;
    }

    /// <inheritdoc />
    public override Tensor Next(Tensor last, WriterState state)
    {
        using var scope = torch.NewDisposeScope();
        var (scores, now) = Write(last.unsqueeze(0), StackStates.Of(state));
        now.Keep(state);
        state.Written++;
        return scores.squeeze(0).MoveToOuterDisposeScope();
    }

    private StackStates Encode(Batch batch)
    {
        var rows = new SourceRows(batch);
        var symbols = Spec.Reversed ? rows.Reversed(rows.Symbols) : rows.Symbols;
        return encoder.Run(Noise.Drop(source.call(symbols), training), lengths: rows.Uneven).Last;
    }

    private (Tensor Scores, StackStates Last) Write(Tensor symbols, StackStates states)
    {
        var (said, last) = decoder.Run(Noise.Drop(target.call(symbols), training), states);
        return (output.call(Noise.Drop(said, training)), last);
    }
}

/// <summary>
/// How <see cref="LstmTranslator"/> is named, described and built; beside the model, not in it: to name a kind must not load TorchSharp.
/// </summary>
internal sealed class LstmTranslatorKind() : ModelKind("lstm-seq2seq", "LSTM sequence to sequence",
    new("Sutskever, Vinyals and Le", "Sequence to Sequence Learning with Neural Networks", 2014, "arXiv:1409.3215"),
    "A deep LSTM reads the source backwards, and another goes on from its states.",
    new() { Kind = "lstm-seq2seq", SourceSymbols = 0, TargetSymbols = 0, Width = 176, Embedding = 64, Layers = 2, Reversed = true })
{
    private protected override object Make(ModelSpec spec) => new LstmTranslator(spec);
}
