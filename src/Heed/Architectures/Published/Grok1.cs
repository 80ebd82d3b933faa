namespace Heed.Architectures;

/// <summary>How Grok-1 attends.</summary>
public sealed class Grok1 : Architecture
{
    /// <inheritdoc />
    public override string Id => "grok-1";

    /// <inheritdoc />
    public override string Name => "Grok-1";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("xAI", "Grok-1", 2024, "github.com/xai-org/grok-1");

    /// <inheritdoc />
    public override string Summary => "Eight heads of keys and values; no score exceeds 30.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("314b", 6144, [new(64, "soft-cap(30) + rope + grouped-query(8) + causal", 48, 128)]),
    ];
}
