namespace Heed.Architectures;

/// <summary>How RecurrentGemma attends.</summary>
public sealed class RecurrentGemma : Architecture
{
    private const string Near = "partial-rope(rotary_dim=128) + multi-query + sliding-window(2048)";

    /// <inheritdoc />
    public override string Id => "recurrent-gemma";

    /// <inheritdoc />
    public override string Name => "RecurrentGemma";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Botev et al.",
        "RecurrentGemma: Moving Past Transformers for Efficient Open Language Models", 2024, "arXiv:2404.07839");

    /// <inheritdoc />
    public override string Summary =>
        "Two layers keep a number for each channel (RG-LRU, after a short convolution), the third looks 2,048 tokens back.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("2b", 2560, [new(18, "rg-lru", 1, 2560), new(8, Near, 10, 256)]),
        new("9b", 4096, [new(26, "rg-lru", 1, 4096), new(12, Near, 16, 256)]),
    ];
}
