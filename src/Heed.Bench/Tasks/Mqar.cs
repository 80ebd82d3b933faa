using Heed.Bench.Generators;

namespace Heed.Bench.Tasks;

/// <summary>Multi-query associative recall.</summary>
public sealed class Mqar : SyntheticTask
{
    /// <inheritdoc />
    public override string Id => "mqar";

    /// <inheritdoc />
    public override string Name => "Multi-query associative recall";

    /// <inheritdoc />
    public override string Summary => "Pairs of a key and a value are shown once; when a key comes again, its value must be known.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Arora et al.", "Zoology: Measuring and Improving Recall in Efficient Language Models", 2023, "arXiv:2312.04927");

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Of(64, 32, 4, 150)],
        Suite.Standard => [Of(256, 64, 16, 800).With("heads", 2)],
        _ => [Of(256, 64, 8, 3200), Of(8192, 64, 4, 3200), Of(8192, 128, 8, 3200), Of(8192, 256, 16, 3200)],
    };

    private protected override Generator Learned(TaskSize size) => new AssociativeRecall(size["symbols"], size["length"], size["pairs"]);

    private static TaskSize Of(int symbols, int length, int pairs, int steps) =>
        Sized(steps, ("symbols", symbols), ("length", length), ("pairs", pairs));
}
