namespace Heed.Recurrent;

/// <summary>
/// A memory of fixed size is written and read token by token: Sₜ = decay(Sₜ₋₁) + Σ kₜuₜᵀ, oₜ = Sₜᵀqₜ.
/// </summary>
public sealed class RecurrentFamily : Family
{
    /// <summary>What queries and keys are mapped to before they meet.</summary>
    public static Stage Features { get; } = new("features", 0, "what are queries and keys mapped to");

    /// <summary>How the memory fades.</summary>
    public static Stage Decay { get; } = new("decay", 1, "how does the memory fade");

    /// <summary>How a token is written into the memory.</summary>
    public static Stage Write { get; } = new("write", 2, "how is a token written into the memory");

    /// <summary>What the reading is divided by.</summary>
    public static Stage Readout { get; } = new("readout", 3, "what is the reading divided by");

    /// <summary>The family.</summary>
    public static RecurrentFamily Instance { get; } = new();

    /// <inheritdoc />
    public override int Order => 1;

    /// <inheritdoc />
    public override string Summary => "A memory of fixed size is written and read token by token.";

    /// <inheritdoc />
    public override IReadOnlyList<Stage> Stages { get; } = [Features, Decay, Write, Readout];

    /// <inheritdoc />
    public override (Stage Rows, Stage Columns)? Axes => (Decay, Write);

    /// <inheritdoc />
    public override Mechanism Compose(IReadOnlyList<Part> parts) => new RecurrentAttention(parts);
}
