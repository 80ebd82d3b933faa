using Heed.Recurrent.Features;

namespace Heed.Recurrent;

/// <summary>
/// Attention through a memory of fixed size: Sₜ = decay(Sₜ₋₁) + Σ kₜuₜᵀ, oₜ = Sₜᵀqₜ, made of parts that take the stages of <see
/// cref="RecurrentFamily"/>.
/// The same result comes token by token, in chunks of any size, or in parallel as one chunk.
/// </summary>
public sealed partial class RecurrentAttention : Mechanism
{
    private const string Memory = "memory";
    private const string InitialState = "initial_state";
    private const int Chunk = 64;
    // where each feature fades at its own rate: gentle enough together to be cut into factors
    private const int FadingChunk = 16;
    private readonly Role[] roles;

    /// <summary>Composes the parts; stages that none of them takes get the default.</summary>
    /// <param name="parts">Parts of this family, at most one for a stage.</param>
    /// <exception cref="ArgumentException">Two parts for one stage, a part of another family, a decay or correction without an order of
    /// time, or a divisor that may be zero.</exception>
    public RecurrentAttention(params IReadOnlyList<Part> parts)
    {
        Family.Check(parts, RecurrentFamily.Instance.Stages);
        Features = parts.OfType<FeatureMap>().SingleOrDefault() ?? new LinearUnnormalized();
        Decay = parts.OfType<Decay>().SingleOrDefault();
        Write = parts.OfType<Write>().SingleOrDefault();
        Readout = parts.OfType<Readout>().SingleOrDefault();
        if (!Features.Facts.IsCausal && (Decay ?? (Part?)Write) is { } ordered)
            throw new ArgumentException($"{ordered.GetType().Name} changes the memory in the order of time, "
                + "so it cannot be combined with causal=false.", nameof(parts));
        if (Readout is { Facts.NeedsPositiveWeights: true } && !HasPositiveWeights && !HasPositiveMeans)
            throw new ArgumentException(
                "These parts make weights of either sign, whose sum may be zero, so it cannot be divided by.", nameof(parts));
        var range = Write is { KeyRange: not RoleRange.Real } ? Write.KeyRange : Features.KeyRange;
        var read = Role.QueryKeyValue.Select(r => r.Kind == RoleKind.Value ? r : r with { Range = range });
        roles = [.. read, .. parts.SelectMany(p => p.Signals).DistinctBy(s => s.Name), .. State()];
    }

    /// <summary>What queries and keys are mapped to.</summary>
    public FeatureMap Features { get; }

    /// <summary>How the memory fades; null = not at all.</summary>
    public Decay? Decay { get; }

    /// <summary>How a token is written; null = its value is added.</summary>
    public Write? Write { get; }

    /// <summary>What the reading is divided by; null = nothing.</summary>
    public Readout? Readout { get; }

    /// <inheritdoc />
    public override Family Family => RecurrentFamily.Instance;

    /// <inheritdoc />
    public override Facts Facts => new()
    {
        IsCausal = Features.Facts.IsCausal,
        IsOrdered = Features.Facts.IsCausal,
        Streams = Features.Facts.IsCausal,
        SumsToOne = Readout is { Facts.SumsToOne: true } && !Features.Facts.MayVanish,
        MayBeNegative = !HasPositiveWeights,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => roles;

    /// <inheritdoc />
    public override WeightKind WeightKind => Write is { Facts.IsPerChannel: true } ? WeightKind.PerChannel : WeightKind.PerHead;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => IsCausal ? [new(Memory, Readout is null ? "B H F Dv" : "B H F Dv+1")] : [];

    /// <inheritdoc />
    public override string? NoSteps => IsCausal ? null : $"'{Name}' reads the whole text at once, so it cannot go token by token";

    private bool HasPositiveMeans => Features.Facts.HasPositiveMeans && Write is null && Decay is not { Facts.IsPerFeature: true };

    private bool HasPositiveWeights => Features.Facts is { HasPositiveProducts: true } or { HasPositiveFeatures: true } && Write is null
        && (Decay is not { Facts.IsPerFeature: true } || Features.Facts.HasPositiveFeatures);

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => Features.SizeOf(name, sizes);

    /// <summary>
    /// For each token and each of F·d numbers of the memory 2 to write, 2 to read, 1 to let it fade, 2 to see what it said before.
    /// </summary>
    /// <inheritdoc />
    public override double? Operations(Sizes sizes)
    {
        var each = 4 + (Decay is null ? 0 : 1) + (Write is null ? 0 : 2);
        return (double)sizes["M"] * sizes["H"] * sizes["F"] * sizes["Dv"] * each;
    }

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        RequireKeyMask(inputs);
        var memory = First(inputs);
        return Run(inputs, Tokens.Of(this, inputs), ref memory, keep: inputs.Trace is not null);
    }

    /// <inheritdoc />
    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        var whyNot = route == Route.Definition ? "" : WhyNoKernel(tokens)
            ?? (WantsGradient(tokens) || state?[Memory].requires_grad is true ? "a gradient is wanted, which steps in the kernel have not"
                : null);
        if (route == Route.Kernel && whyNot is not null) throw new NotSupportedException($"The kernel was demanded, but {whyNot}.");
        using var scope = torch.NewDisposeScope();
        var some = Tokens.Of(this, tokens);
        var memory = state?[Memory] ?? First(tokens);
        Tensor read;
        if (whyNot is null) return ContinueInKernel(tokens, some, memory, ref state).MoveToOuterDisposeScope();
        if (some.Count == 1)
        {
            (read, memory) = some.One(Write, memory ?? some.Nothing(tokens.Sizes["F"]));
            read = Read(read);
        }
        else read = Run(tokens, some, ref memory, keep: true);
        state = new State((Memory, memory!.MoveToOuterDisposeScope()));
        return read.MoveToOuterDisposeScope();
    }

    private Tensor Run(Inputs inputs, Tokens tokens, ref Tensor? memory, bool keep)
    {
        if (!IsCausal)
        {
            memory = tokens.KeyFeatures.transpose(-2, -1).matmul(tokens.V);
            Record(inputs, memory);
            return Read(tokens.QueryFeatures.matmul(memory));
        }

        var chunk = Decay?.Chunk ?? (Decay is { Facts.IsPerFeature: true } ? FadingChunk : Chunk);
        var readings = new List<Tensor>();
        for (long start = 0; start < tokens.Count; start += chunk)
        {
            var some = tokens.Slice(start, Math.Min(chunk, tokens.Count - start));
            (var reading, memory) = some.Pass(Write, memory, keep || start + chunk < tokens.Count);
            readings.Add(reading);
        }

        if (keep) memory ??= tokens.Nothing(inputs.Sizes["F"]);
        if (memory is not null) Record(inputs, memory);
        var read = torch.cat(readings, 2);
        return Read(read.narrow(2, read.shape[2] - inputs.Queries, inputs.Queries));
    }

    private void RequireKeyMask(Inputs inputs)
    {
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException($"'{Name}' keeps one memory for all queries, so a mask can hide whole keys only, not pairs.");
    }

    private static Tensor? First(Inputs inputs) => inputs.Signals.Find(InitialState);

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

    private Role[] State() => IsCausal && Readout is null
        ? [new(InitialState, "B H F Dv", RoleKind.State, "the memory before the first token") { Optional = true }]
        : [];
}
