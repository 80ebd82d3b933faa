namespace Heed.Architectures;

/// <summary>How Gemma 3 attends.</summary>
public sealed class Gemma3 : Architecture
{
    private const string Near = "qk-rms-norm + rope + multi-query + sliding-window(512)";
    private const string Everything = "qk-rms-norm + rope(base=1000000) + multi-query + causal";

    /// <inheritdoc />
    public override string Id => "gemma-3";

    /// <inheritdoc />
    public override string Name => "Gemma 3";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Gemma Team", "Gemma 3 Technical Report", 2025, "arXiv:2503.19786");

    /// <inheritdoc />
    public override string Summary =>
        "Five layers look back a short window, the sixth at everything, with slower turns. Queries and keys are normalised.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("270m", 640, [new(15, Near, 4, 256), new(3, Everything, 4, 256)]),
        new("1b", 1152, [new(22, Near, 4, 256), new(4, Everything, 4, 256)]),
        new("4b", 2560,
        [
            new(29, "qk-rms-norm + rope + grouped-query(4) + sliding-window(1024)", 8, 256),
            new(5, "qk-rms-norm + rope-scaling(type=linear, factor=8, base=1000000) + grouped-query(4) + causal", 8, 256),
        ]),
        new("12b", 3840,
        [
            new(40, "qk-rms-norm + rope + grouped-query(8) + sliding-window(1024)", 16, 256),
            new(8, "qk-rms-norm + rope-scaling(type=linear, factor=8, base=1000000) + grouped-query(8) + causal", 16, 256),
        ]),
        new("27b", 5376,
        [
            new(52, "scaled-dot-product(0.077151674981045955) + qk-rms-norm + rope + grouped-query(16) "
                + "+ sliding-window(1024)", 32, 128),
            new(10, "scaled-dot-product(0.077151674981045955) + qk-rms-norm "
                + "+ rope-scaling(type=linear, factor=8, base=1000000) + grouped-query(16) + causal", 32, 128),
        ]),
    ];
}
