using Heed.Models.Alignments;
using Heed.Models.Layers;
using Heed.Models.Recurrences;
using TorchSharp.Modules;

namespace Heed.Models.Translators;

/// <summary>
/// A stacked LSTM whose top state looks at the source after each step; what it found and the state make the attentional state h̃ = tanh(W
/// [c; h]), which predicts (Luong, Pham and Manning 2015, arXiv:1508.04025).
/// </summary>
/// <remarks>
/// With input feeding h̃ is part of the next step's input, so that the decoder knows where it looked. The source is read forwards;
/// alignments go by its places.
/// </remarks>
public sealed class Luong : Translator
{
    private const string Fed = "fed";
    private const string Usual = "luong-general";

    private readonly Embedding source;
    private readonly LstmStack encoder;
    private readonly Embedding target;
    private readonly LstmStack? decoder;
    private readonly FedStack? fed;
    private readonly Alignment alignment;
    private readonly Linear combine;
    private readonly Linear output;

    /// <summary>Builds the untrained model.</summary>
    /// <param name="spec">Its sizes and seed.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit, or an alignment that makes no sense.</exception>
    public Luong(ModelSpec spec) : base(spec)
    {
        new LuongKind().Refuse(spec, reversed: true, feeding: false);
        using var start = new Start(spec.Seed);
        var (width, embedding) = (spec.Width, spec.Embedding);
        source = start.Embedding(spec.SourceSymbols, embedding, 1 / Math.Sqrt(embedding));
        encoder = new(start, Noise, embedding, width, spec.Layers);
        target = start.Embedding(spec.TargetSymbols, embedding, 1 / Math.Sqrt(embedding));
        if (spec.InputFeeding) fed = new(start, Noise, embedding, width, spec.Layers);
        else decoder = new(start, Noise, embedding, width, spec.Layers);
        alignment = AlignmentNames.Make(spec.Attention ?? Usual, start, Noise, width, spec.Heads);
        combine = start.Linear(2 * width, width, bias: false);
        output = start.Linear(width, spec.TargetSymbols);
        RegisterComponents();
    }

    /// <summary>How the decoder looks at the source.</summary>
    public string AlignmentName => alignment.Words;

    /// <inheritdoc />
    public override Tensor Logits(Batch batch, AttentionTrace? trace = null)
    {
        using var scope = torch.NewDisposeScope();
        var (aligned, states) = Encode(batch);
        var embedded = Noise.Drop(target.call(batch.Given.t()), training);                 // (T, B, E)
        if (decoder is not null)
        {
            var (said, _) = decoder.Run(embedded, states);
            return Scores(Combined(said.transpose(0, 1), aligned, 0, trace)).MoveToOuterDisposeScope();
        }

        var run = fed!.Start(states);
        var before = torch.zeros(batch.Rows, Spec.Width);
        var combined = new List<Tensor>();
        foreach (var given in fed.Given(embedded).unbind(0))
        {
            var said = fed.Step(given, before, run);
            before = Combined(said.unsqueeze(1), aligned, combined.Count, trace).squeeze(1);
            combined.Add(before);
        }

        return Scores(torch.stack(combined, 1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override WriterState Read(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var state = new WriterState(batch.Rows);
        var (aligned, states) = Encode(batch);
        aligned.Keep(state);
        states.Keep(state);
        if (fed is not null) state[Fed] = torch.zeros(batch.Rows, Spec.Width);
        return state;
    }

    /// <inheritdoc />
    public override Tensor Next(Tensor last, WriterState state)
    {
        using var scope = torch.NewDisposeScope();
        var (aligned, states) = (AlignedSource.Of(state), StackStates.Of(state));
        var embedded = Noise.Drop(target.call(last), training);                            // (R, E)
        Tensor said;
        if (decoder is not null)
        {
            (said, states) = decoder.Run(embedded.unsqueeze(0), states);
            said = said.squeeze(0);
        }
        else
        {
            var run = fed!.Start(states);
            said = fed.Step(fed.Given(embedded), state[Fed], run);
            states = run.States;
        }

        var combined = Combined(said.unsqueeze(1), aligned, state.Written++, null).squeeze(1);
        if (fed is not null) state[Fed] = combined;
        states.Keep(state);
        aligned.KeepPast(state);
        return Scores(combined).MoveToOuterDisposeScope();
    }

    private (AlignedSource Source, StackStates States) Encode(Batch batch)
    {
        var rows = new SourceRows(batch);
        var (said, last) = encoder.Run(Noise.Drop(source.call(rows.Symbols), training), lengths: rows.Uneven);
        return (alignment.Prepare(said.transpose(0, 1).contiguous(), rows.Hidden, rows.Lengths), last);
    }

    /// <summary>h̃ of states of consecutive steps, (B, T, W).</summary>
    private Tensor Combined(Tensor said, AlignedSource aligned, int first, AttentionTrace? trace) =>
        combine.call(torch.cat([alignment.Look(said, aligned, first, trace), said], 2)).tanh();

    private Tensor Scores(Tensor combined) => output.call(Noise.Drop(combined, training));
}

/// <summary>
/// How <see cref="Luong"/> is named, described and built; beside the model, not in it: to name a kind must not load TorchSharp.
/// </summary>
internal sealed class LuongKind() : ModelKind("luong", "Luong attention",
    new("Luong, Pham and Manning", "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
    "A stacked LSTM looks at the source after each step, everywhere or near one place.",
    new() { Kind = "luong", SourceSymbols = 0, TargetSymbols = 0, Width = 160, Embedding = 64, Layers = 2, InputFeeding = true })
{
    private protected override object Make(ModelSpec spec) => new Luong(spec);
}
