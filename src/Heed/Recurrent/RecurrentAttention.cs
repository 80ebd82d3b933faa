using Heed.Recurrent.Features;

namespace Heed.Recurrent;

/// <summary>
/// Attention through a memory of fixed size: Sₜ = decay(Sₜ₋₁) + kₜuₜᵀ, oₜ = Sₜᵀqₜ, with one part in each of its holes.
/// The same result comes token by token, in chunks of any size, or in parallel as one chunk.
/// </summary>
public sealed class RecurrentAttention : Mechanism, IStreaming, IChunked
{
    private const int Chunk = 64;
    private const int FadingChunk = 16;                                                    // where each feature fades at its own rate: gentle enough together to be cut into factors
    private readonly Signal[] signals;

    /// <summary>Composes the parts; holes that none of them fills get the default.</summary>
    /// <param name="parts">At most one part for a hole.</param>
    /// <exception cref="ArgumentException">Two parts for one hole, a part of another family, a decay or correction without an order of time, or a divisor that may be zero.</exception>
    public RecurrentAttention(params IReadOnlyList<Part> parts)
    {
        Holes.Check(parts, Family.Recurrent);
        Features = parts.OfType<FeatureMap>().SingleOrDefault() ?? new LinearUnnormalized();
        Decay = parts.OfType<Decay>().SingleOrDefault();
        Write = parts.OfType<Write>().SingleOrDefault();
        Readout = parts.OfType<Readout>().SingleOrDefault();
        if (!Features.IsCausal && (Decay ?? (Part?)Write) is { } ordered)
            throw new ArgumentException($"{ordered.GetType().Name} changes the memory in the order of time, so it cannot be combined with causal=false", nameof(parts));
        if (Readout is not null && !HasPositiveWeights)
            throw new ArgumentException("these parts make weights of either sign, whose sum may be zero, so it cannot be divided by", nameof(parts));
        signals = [.. parts.SelectMany(p => p.Signals), .. InitialState()];
    }

    /// <summary>What queries and keys are mapped to.</summary>
    public FeatureMap Features { get; }

    /// <summary>How the memory fades; null = not at all.</summary>
    public Decay? Decay { get; }

    /// <summary>How a token is written; null = its value is added.</summary>
    public Write? Write { get; }

    /// <summary>What the reading is divided by; null = nothing.</summary>
    public Readout? Readout { get; }

    /// <summary>Whether no weight is ever negative.</summary>
    public bool HasPositiveWeights => Features.HasPositiveProducts && Write is null && (Decay is not { IsPerFeature: true } || Features.HasPositiveFeatures);

    /// <inheritdoc />
    public override Family Family => Family.Recurrent;

    /// <inheritdoc />
    public override IReadOnlyList<Signal> Signals => signals;

    /// <inheritdoc />
    public override bool IsCausal => Features.IsCausal;

    /// <inheritdoc />
    public override bool WantsUnitKeys => Write is { WantsUnitKeys: true };

    /// <inheritdoc />
    public override long FeatureWidth(long width) => Features.Width(width);

    /// <inheritdoc />
    public override Tensor? Visible(long queries, long keys) =>
        IsCausal ? torch.ones([queries, keys], torch.@bool).tril(keys - queries) : null;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs) => Run(inputs, Decay is { IsPerFeature: true } ? FadingChunk : Chunk);

    /// <inheritdoc />
    public Tensor AttendInChunks(Tensor q, Tensor k, Tensor v, int chunk, Signals? signals = null)
    {
        if (!IsCausal) throw new NotSupportedException($"'{Name}' reads the whole text at once, so there is nothing to chunk");
        ArgumentOutOfRangeException.ThrowIfLessThan(chunk, 1);
        using var scope = torch.NewDisposeScope();
        return Run(new Inputs(q, k, v, Mask.None, signals ?? Heed.Signals.None, null, Signals, FeatureWidth), chunk).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public Tensor Step(Tensor q, Tensor k, Tensor v, Signals signals, ref State? state)
    {
        if (!IsCausal) throw new NotSupportedException($"'{Name}' reads the whole text at once, so it cannot go token by token");
        using var scope = torch.NewDisposeScope();
        var inputs = new Inputs(q, k, v, Mask.None, signals, null, Signals, FeatureWidth);
        var tokens = Tokens.Of(this, inputs);
        var (queries, keys) = (tokens.QueryFeatures, tokens.KeyFeatures);
        var memory = state?["memory"] ?? First(inputs) ?? tokens.Nothing(keys.shape[3]);    // (B, H, F, Dv)
        if (tokens.LogDecay is { } fade) memory = fade.exp().transpose(-2, -1) * memory;
        var added = Write?.One(tokens.Signals, tokens.V, keys.matmul(memory)) ?? tokens.V;
        memory += keys.transpose(-2, -1) * added;
        state = new State(("memory", memory.MoveToOuterDisposeScope()));
        return Read(queries.matmul(memory)).MoveToOuterDisposeScope();
    }

    private Tensor Run(Inputs inputs, int chunk)
    {
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException($"'{Name}' keeps one memory for all queries, so a mask can hide whole keys only, not pairs");
        var tokens = Tokens.Of(this, inputs);
        var memory = First(inputs);
        if (!IsCausal)
        {
            memory = tokens.KeyFeatures.transpose(-2, -1).matmul(tokens.V);
            Record(inputs, memory);
            return Read(tokens.QueryFeatures.matmul(memory));
        }

        var readings = new List<Tensor>();
        for (long start = 0; start < tokens.Count; start += chunk)
        {
            var some = tokens.Slice(start, Math.Min(chunk, tokens.Count - start));
            (var reading, memory) = some.Pass(Write, memory, keep: start + chunk < tokens.Count || inputs.Trace is not null);
            readings.Add(reading);
        }

        if (inputs.Trace is not null) Record(inputs, memory ?? tokens.Nothing(FeatureWidth(inputs.WidthK)));
        var read = readings.Count == 0 ? torch.zeros_like(tokens.V) : torch.cat(readings, 2);
        return Read(read.narrow(2, read.shape[2] - inputs.Queries, inputs.Queries));
    }

    private static Tensor? First(Inputs inputs) => inputs.Signals.Find("initial_state");

    private Tensor Read(Tensor reading)
    {
        if (Readout is null) return reading;
        var width = reading.shape[^1] - 1;
        return Readout.Divide(reading.narrow(-1, 0, width), reading.narrow(-1, width, 1));
    }

    private void Record(Inputs inputs, Tensor memory)
    {
        var width = inputs.V.shape[^1];
        inputs.Trace?.Record("state", memory.narrow(-1, 0, width));
        if (Readout is not null) inputs.Trace?.Record("state_z", memory.select(-1, width));
    }

    private Signal[] InitialState() => IsCausal && Readout is null
        ? [new("initial_state", "B H F Dv", SignalKind.State, "the memory before the first token") { Optional = true }]
        : [];
}
