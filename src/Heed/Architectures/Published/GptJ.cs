namespace Heed.Architectures;

/// <summary>How GPT-J attends.</summary>
public sealed class GptJ : Architecture
{
    /// <inheritdoc />
    public override string Id => "gpt-j";

    /// <inheritdoc />
    public override string Name => "GPT-J";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Wang and Komatsuzaki",
        "GPT-J-6B: A 6 Billion Parameter Autoregressive Language Model", 2021, "github.com/kingoflolz/mesh-transformer-jax");

    /// <inheritdoc />
    public override string Summary => "A quarter of each head is turned by the position, neighbouring features together.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("6b", 4096, [new(28, "partial-rope(rotary_dim=64, pairing=adjacent) + causal", 16, 256)]),
    ];
}
