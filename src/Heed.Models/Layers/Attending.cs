using TorchSharp.Modules;

namespace Heed.Models.Layers;

/// <summary>
/// A mechanism with the maps around it: queries from one text, keys and values from the same or another, whatever else the mechanism declares, and an output map.
/// </summary>
/// <remarks>Without a trace, the kernel runs where there is one; with one, the definition does and its weights are recorded.</remarks>
internal sealed class Attending : torch.nn.Module
{
    private readonly Linear query;                                                         // of one text: queries, keys and values together
    private readonly Linear? memory;                                                       // of another: keys and values
    private readonly Linear output;
    private readonly LayerSignals signals;
    private readonly (AttentionPlace Place, int Layer) at;

    /// <exception cref="ArgumentException">The width is not a multiple of the heads, or the heads cannot be shared as the mechanism wants.</exception>
    public Attending(Start start, Mechanism mechanism, long width, long? memoryWidth, int heads, AttentionPlace place, int layer) : base(nameof(Attending))
    {
        if (width % heads != 0) throw new ArgumentException($"a width of {width} cannot be divided among {heads} heads: give a multiple of {heads}");
        (Mechanism, Width, Heads, Groups, at) = (mechanism, width, heads, mechanism.KvHeads(heads), (place, layer));
        var headWidth = width / heads;
        query = start.Linear(width, (heads + (memoryWidth is null ? 2 * Groups : 0)) * headWidth);
        memory = memoryWidth is { } wide ? start.Linear(wide, 2 * Groups * headWidth) : null;
        output = start.Linear(width, width);
        signals = new(start, mechanism, width, memoryWidth ?? width, heads, headWidth);
        RegisterComponents();
    }

    public Mechanism Mechanism { get; }

    public long Width { get; }

    public int Heads { get; }

    public long Groups { get; }

    /// <summary>The name under which a writer's state keeps what belongs to this layer.</summary>
    public string Name => $"{at.Place}.{at.Layer}.";

    /// <summary>What each token of a text reads of the same text, (B, N, W).</summary>
    public Tensor Look(Tensor x, Mask mask, AttentionTrace? trace)
    {
        var (q, k, v) = Parts(x);
        return Attend(q, k, v, signals.Of(x, x), mask, trace);
    }

    /// <summary>What each token of a text reads of another text, (B, N, W).</summary>
    public Tensor Look(Tensor x, Told told, Mask mask, AttentionTrace? trace)
    {
        var given = signals.Of(x, null);
        foreach (var (name, value) in told.Signals) given[name] = value;
        return Attend(Unit(Split(query.call(x), Heads)), told.K, told.V, given, mask, trace);
    }

    /// <summary>Keys, values and signals of another text, which do not depend on who reads it.</summary>
    public Told Tell(Tensor text)
    {
        var parts = Cut(memory!.call(text), Groups, Groups);
        return new(Unit(parts[0]), parts[1], signals.Tokens(null, text));
    }

    /// <summary>Queries, keys and values of one text, (B, H, N, d), (B, G, N, d) and (B, G, N, d).</summary>
    public (Tensor Q, Tensor K, Tensor V) Parts(Tensor x)
    {
        var parts = Cut(query.call(x), Heads, Groups, Groups);
        return (Unit(parts[0]), Unit(parts[1]), parts[2]);
    }

    /// <summary>The signals of one text.</summary>
    public Signals SignalsOf(Tensor x) => signals.Of(x, x);

    /// <summary>The heads put together, (B, N, W).</summary>
    public Tensor Join(Tensor read) => output.call(read.transpose(1, 2).flatten(2));

    private Tensor Attend(Tensor q, Tensor k, Tensor v, Signals given, Mask mask, AttentionTrace? trace)
    {
        if (trace is null) return Join(Mechanism.Attend(q, k, v, mask, given));
        var steps = new Trace("weights");
        var read = Mechanism.Attend(q, k, v, mask, given, steps);
        using var weights = steps.Find("weights") ?? Mechanism.Weights(q, k, mask, given);
        trace.Record(at.Place, at.Layer, weights);
        return Join(read);
    }

    private Tensor Unit(Tensor x) => Mechanism.WantsUnitKeys ? x / (x.square().sum(-1, true) + 1e-6).sqrt() : x;

    // Cut before heads are told apart: the gradients, whose heads lie side by side, then need only be put next to one another.
    private Tensor[] Cut(Tensor joined, params long[] heads) =>
        [.. joined.split([.. heads.Select(h => h * (Width / Heads))], -1).Zip(heads, Split)];

    private static Tensor Split(Tensor joined, long heads) => joined.view(joined.shape[0], joined.shape[1], heads, -1).transpose(1, 2);
}

/// <summary>A text as a layer reads it.</summary>
/// <param name="K">(B, G, M, d).</param>
/// <param name="V">(B, G, M, d).</param>
/// <param name="Signals">The signals of its tokens.</param>
internal sealed record Told(Tensor K, Tensor V, Signals Signals);
