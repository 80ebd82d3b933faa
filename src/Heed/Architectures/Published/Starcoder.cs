namespace Heed.Architectures;

/// <summary>How StarCoder attends.</summary>
public sealed class Starcoder : Architecture
{
    /// <inheritdoc />
    public override string Id => "starcoder";

    /// <inheritdoc />
    public override string Name => "StarCoder";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Li et al.", "StarCoder: may the source be with you!", 2023, "arXiv:2305.06161");

    /// <inheritdoc />
    public override string Summary => "One head of keys and values for all; learned positions.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("15.5b", 6144, [new(40, "multi-query + causal", 48, 128)]),
    ];
}
