using Heed.Models.Alignments;
using Heed.Models.Layers;
using Heed.Models.Recurrences;
using TorchSharp.Modules;

namespace Heed.Models.Translators;

/// <summary>
/// The first attention: the source is read both ways, and before each symbol the decoder's last state looks for what it needs
/// (Bahdanau, Cho and Bengio 2014, arXiv:1409.0473).
/// </summary>
/// <remarks>
/// Units as published, which reset before the product; s₀ = tanh(W ←h₁); the alignment is asked with sᵢ₋₁; maxout output of sᵢ, yᵢ₋₁ and
/// cᵢ, as the paper's equation 4 has it (its appendix writes sᵢ₋₁). The encoder's states are half as wide in each direction, so that a
/// memory is as wide as a state.
/// </remarks>
public sealed class RnnSearch : Translator
{
    private const string State = "state";
    private const string Usual = "additive";

    private readonly Embedding source;
    private readonly GatedUnit forwards;
    private readonly GatedUnit backwards;
    private readonly Linear begin;
    private readonly Embedding target;
    private readonly GatedUnit decoder;
    private readonly Linear told;
    private readonly Alignment alignment;
    private readonly MaxoutOutput output;

    /// <summary>Builds the untrained model.</summary>
    /// <param name="spec">Its sizes and seed.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit, or an alignment that makes no sense.</exception>
    public RnnSearch(ModelSpec spec) : base(spec)
    {
        new RnnSearchKind().Refuse(spec, layers: true, reversed: true);
        if (spec.Width % 2 != 0)
            throw new ArgumentException(
                $"'rnn-search' reads both ways with half its width, so a width of {spec.Width} must be even.", nameof(spec));
        using var start = new Start(spec.Seed);
        var (width, embedding) = (spec.Width, spec.Embedding);
        source = start.Embedding(spec.SourceSymbols, embedding, 1 / Math.Sqrt(embedding));
        forwards = new(start, embedding, width / 2);
        backwards = new(start, embedding, width / 2);
        begin = start.Linear(width / 2, width);
        target = start.Embedding(spec.TargetSymbols, embedding, 1 / Math.Sqrt(embedding));
        decoder = new(start, embedding, width);
        told = start.Linear(width, 3 * width, bias: false);
        alignment = AlignmentNames.Make(spec.Attention ?? Usual, start, Noise, width, spec.Heads);
        output = new(start, width, embedding, width, spec.FeedForward, spec.TargetSymbols);
        RegisterComponents();
    }

    /// <summary>How the decoder looks at the source.</summary>
    public string AlignmentName => alignment.Words;

    /// <inheritdoc />
    public override Tensor Logits(Batch batch, AttentionTrace? trace = null)
    {
        using var scope = torch.NewDisposeScope();
        var (aligned, state) = Encode(batch);
        var embedded = Noise.Drop(target.call(batch.Given.t()), training);                 // (T, B, E)
        var (states, contexts) = (new List<Tensor>(), new List<Tensor>());
        var weights = Weights.Of(this);
        foreach (var given in decoder.Given(embedded).unbind(0))
        {
            var context = Step(given, aligned, states.Count, weights, ref state, trace);
            states.Add(state);
            contexts.Add(context);
        }

        return output.Scores(torch.stack(states), embedded, torch.stack(contexts), Noise).transpose(0, 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override WriterState Read(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var kept = new WriterState(batch.Rows);
        var (aligned, state) = Encode(batch);
        aligned.Keep(kept);
        kept[State] = state;
        return kept;
    }

    /// <inheritdoc />
    public override Tensor Next(Tensor last, WriterState state)
    {
        using var scope = torch.NewDisposeScope();
        var embedded = Noise.Drop(target.call(last), training);                            // (R, E)
        var (aligned, now) = (AlignedSource.Of(state), state[State]);
        var context = Step(decoder.Given(embedded), aligned, state.Written++, Weights.Of(this), ref now, null);
        state[State] = now;
        aligned.KeepPast(state);
        return output.Scores(now.unsqueeze(0), embedded.unsqueeze(0), context.unsqueeze(0), Noise).squeeze(0).MoveToOuterDisposeScope();
    }

    private (AlignedSource Source, Tensor State) Encode(Batch batch)
    {
        var rows = new SourceRows(batch);
        var ahead = forwards.Run(Noise.Drop(source.call(rows.Symbols), training));
        var back = rows.Reversed(backwards.Run(Noise.Drop(source.call(rows.Reversed(rows.Symbols)), training)));
        var memory = torch.cat([ahead, back], 2).transpose(0, 1).contiguous();             // (B, S, W)
        return (alignment.Prepare(memory, rows.Hidden, rows.Lengths), begin.call(back.select(0, 0)).tanh());
    }

    /// <summary>From sᵢ₋₁ and yᵢ₋₁ to sᵢ; returns what was read, (B, W).</summary>
    private Tensor Step(Tensor given, AlignedSource source, int step, Weights weights, ref Tensor state, AttentionTrace? trace)
    {
        var context = alignment.Look(state.unsqueeze(1), source, step, trace).squeeze(1);
        var parts = given.addmm(context, weights.Signals, 1, 1).split([2 * decoder.Width, decoder.Width], 1);
        var gates = parts[0].addmm(state, weights.Gates, 1, 1).sigmoid().chunk(2, 1);      // r, z
        var candidate = parts[1].addmm(gates[0] * state, weights.Candidate, 1, 1).tanh();
        state = candidate.lerp(state, gates[1]);
        return context;
    }

    /// <summary>The weights of a step, transposed once.</summary>
    private sealed record Weights(Tensor Signals, Tensor Gates, Tensor Candidate)
    {
        public static Weights Of(RnnSearch model)
        {
            var (gates, candidate) = model.decoder.Recurrent();
            return new(model.told.weight.t(), gates, candidate);
        }
    }
}

/// <summary>
/// How <see cref="RnnSearch"/> is named, described and built; beside the model, not in it: to name a kind must not load TorchSharp.
/// </summary>
internal sealed class RnnSearchKind() : ModelKind("rnn-search", "RNN search (Bahdanau)",
    new("Bahdanau, Cho and Bengio", "Neural Machine Translation by Jointly Learning to Align and Translate", 2014, "arXiv:1409.0473"),
    "Before it writes a symbol, the decoder looks for what it needs in a source that was read both ways.",
    new() { Kind = "rnn-search", SourceSymbols = 0, TargetSymbols = 0, Width = 240, Embedding = 64, FeedForward = 128 })
{
    private protected override object Make(ModelSpec spec) => new RnnSearch(spec);
}
