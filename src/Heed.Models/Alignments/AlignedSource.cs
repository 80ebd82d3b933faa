namespace Heed.Models.Alignments;

/// <summary>The source as an alignment reads it, prepared once and used by every step of the decoder.</summary>
/// <param name="Memory">What is read, (B, S, D).</param>
internal sealed record AlignedSource(Tensor Memory)
{
    private const string Prefix = "aligned.";
    private const string Signal = "signal.";

    /// <summary>What queries are compared with; null where nothing is.</summary>
    public Tensor? Keys { get; init; }

    /// <summary>What a mechanism of the catalog reads of the source.</summary>
    public Signals Signals { get; init; } = [];

    /// <summary>Added to scores: −∞ behind padding, (B, 1, S); null where there is none.</summary>
    public Tensor? Bias { get; init; }

    /// <summary>How long each source is, (B) float32.</summary>
    public required Tensor Lengths { get; init; }

    /// <summary>Where the step before looked, (B, S), for an alignment that goes on from there.</summary>
    public Tensor? Previous { get; set; }

    /// <summary>Where the source is, (B, S) boolean; null when it is everywhere.</summary>
    public Tensor? Visible => Bias?.squeeze(1).eq(0);

    public static AlignedSource Of(WriterState state)
    {
        var signals = new Signals();
        foreach (var name in state.Names(Prefix + Signal)) signals[name[(Prefix + Signal).Length..]] = state[name];
        return new(state[Prefix + nameof(Memory)])
        {
            Keys = state.Find(Prefix + nameof(Keys)),
            Signals = signals,
            Bias = state.Find(Prefix + nameof(Bias)),
            Lengths = state[Prefix + nameof(Lengths)],
            Previous = state.Find(Prefix + nameof(Previous)),
        };
    }

    /// <summary>Keeps where this step looked, for the next.</summary>
    public void KeepPlace(WriterState state)
    {
        if (Previous is not null) state[Prefix + nameof(Previous)] = Previous;
    }

    public void Keep(WriterState state)
    {
        Keep(nameof(Memory), Memory);
        Keep(nameof(Keys), Keys);
        Keep(nameof(Bias), Bias);
        Keep(nameof(Lengths), Lengths);
        Keep(nameof(Previous), Previous);
        foreach (var (name, value) in Signals) Keep(Signal + name, value);

        void Keep(string name, Tensor? tensor)
        {
            if (tensor is not null) state[Prefix + name] = tensor;
        }
    }
}
