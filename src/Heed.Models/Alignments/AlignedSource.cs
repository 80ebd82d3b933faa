namespace Heed.Models.Alignments;

/// <summary>The source as an alignment reads it, prepared once and used by every step of the decoder.</summary>
/// <param name="Memory">What is read, (B, S, D).</param>
internal sealed record AlignedSource(Tensor Memory)
{
    private const string Prefix = "aligned.";
    private const string Signal = "signal.";

    /// <summary>What an alignment made of the source, by name.</summary>
    public SignalSet Signals { get; init; } = [];

    /// <summary>Where the source is, (B, S) boolean; null when it is everywhere.</summary>
    public Tensor? Visible { get; init; }

    /// <summary>How long each source is, (B) int64.</summary>
    public required Tensor Lengths { get; init; }

    /// <summary>What the steps before left, for a mechanism that goes on from there.</summary>
    public State? Past { get; set; }

    public static AlignedSource Of(WriterState state)
    {
        var signals = new SignalSet();
        foreach (var name in state.Names(Prefix + Signal)) signals[name[(Prefix + Signal).Length..]] = state[name];
        return new(state[Prefix + nameof(Memory)])
        {
            Signals = signals,
            Visible = state.Find(Prefix + nameof(Visible)),
            Lengths = state[Prefix + nameof(Lengths)],
            Past = state.Past(Prefix + nameof(Past)),
        };
    }

    /// <summary>Keeps what this step left, for the next.</summary>
    public void KeepPast(WriterState state)
    {
        if (Past is not null) state.Keep(Prefix + nameof(Past), Past);
    }

    public void Keep(WriterState state)
    {
        Keep(nameof(Memory), Memory);
        Keep(nameof(Visible), Visible);
        Keep(nameof(Lengths), Lengths);
        foreach (var (name, value) in Signals) Keep(Signal + name, value);

        void Keep(string name, Tensor? tensor)
        {
            if (tensor is not null) state[Prefix + name] = tensor;
        }
    }
}
