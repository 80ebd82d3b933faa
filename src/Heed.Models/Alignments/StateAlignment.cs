using Heed.Models.Layers;
using Heed.Pairwise;
using TorchSharp.Modules;

namespace Heed.Models.Alignments;

/// <summary>
/// A word of the catalog that was made for decoders: states are its queries, memories its keys and values, as they are, and what it
/// declares besides is learned.
/// </summary>
/// <remarks>
/// An energy of each pair is that of <see cref="StoppingEnergy"/>; while training, normal noise drives what follows from it to 0 or 1. What
/// a score learns stands under <c>score</c> among the weights.
/// </remarks>
internal sealed class StateAlignment : Alignment
{
    private readonly Mechanism mechanism;
    private readonly Noise noise;
    private readonly PreparedScore? score;
    private readonly Dictionary<string, Parameter> learned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoppingEnergy> energies = new(StringComparer.Ordinal);

    /// <summary>An untrained alignment.</summary>
    /// <param name="start">Draws the weights.</param>
    /// <param name="noise">What energies get while training.</param>
    /// <param name="words">Its name.</param>
    /// <param name="mechanism">What computes it.</param>
    /// <param name="parts">The parts of the mechanism, where it has parts.</param>
    /// <param name="width">The width of a state and of a memory.</param>
    public StateAlignment(Start start, Noise noise, string words, Mechanism mechanism, IReadOnlyList<Part> parts, long width)
        : base(nameof(StateAlignment), words)
    {
        (this.mechanism, this.noise) = (mechanism, noise);
        var sizes = SizesOf(mechanism, width);
        var part = parts.OfType<Score>().SingleOrDefault();
        score = PreparedScore.Of(start, part, sizes);
        foreach (var role in mechanism.Roles.Where(r => r.Kind == RoleKind.Parameter && (score is null || !part!.Signals.Contains(r))))
        {
            learned[role.Name] = Drawn(start, role, sizes.Shape(role));
            register_parameter(Stored(role), learned[role.Name]);
        }

        foreach (var role in mechanism.Roles.Where(r => r.Kind == RoleKind.Token))
        {
            energies[role.Name] = new(start, width);
            foreach (var (name, value) in energies[role.Name].Learned)
                register_parameter(energies.Count == 1 ? name : $"{role.Name}_{name}", value);
        }

        if (score is not null) register_module(nameof(score), score);
    }

    /// <summary>The sizes of what a mechanism learns between states and memories of some width.</summary>
    public static Sizes SizesOf(Mechanism mechanism, long width) => Sizes.For(mechanism, 1, 1, 1, 1, width, width);

    public override AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths)
    {
        var source = base.Prepare(memory, hidden, lengths);
        foreach (var role in mechanism.Roles)
            if (energies.TryGetValue(role.Name, out var energy)) source.Signals[role.Name] = energy.Keys(memory);
            else if (role.Kind == RoleKind.Value) source.Signals[role.Name] = memory.unsqueeze(1);
            else if (role.Kind == RoleKind.Key)
                source.Signals[role.Name] = (score?.Read(memory) ?? memory).unsqueeze(1);
        return source;
    }

    public override SignalSet Given(Tensor queries, AlignedSource source)
    {
        var given = score?.Given(mechanism) ?? [];
        foreach (var (name, parameter) in learned) given[name] = parameter;
        foreach (var role in mechanism.Roles)
            if (role.Kind == RoleKind.Query) given[role.Name] = queries.unsqueeze(1);
            else if (role.Kind is RoleKind.Key or RoleKind.Value) given[role.Name] = source.Signals[role.Name];
            else if (energies.TryGetValue(role.Name, out var energy))
                given[role.Name] = Noisy(energy.Of(queries, source.Signals[role.Name])).unsqueeze(1);
        return given;
    }

    protected override Tensor Read(Tensor queries, AlignedSource source, Mask mask, AttentionTrace? trace)
    {
        var given = Given(queries, source);
        using var steps = trace is null ? null : new StepTrace("weights");
        var past = source.Past;
        var read = mechanism.Look(given, ref past, mask, steps);
        source.Past = past;
        trace?.Record(AttentionPlace.Cross, 0, steps!.Find("weights")!);
        return read.squeeze(1);
    }

    private Tensor Noisy(Tensor energy) => training ? energy + noise.Normal(energy.shape) : energy;

    /// <summary>A matrix into something of the mechanism's own starts as a layer's does, anything else as it is declared.</summary>
    private static Parameter Drawn(Start start, Role role, long[] shape) => role.Sizes is [{ Name: not "Dq" }, _]
        ? start.Gates(1, shape[0], shape[1]) : start.Parameter(role, shape);

    // the paper's name, under which weights were stored before the catalog had the word
    private static string Stored(Role role) => role.Name == "w_l" ? "w_a" : role.Name;
}
