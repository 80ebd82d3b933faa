using Heed.Bench.Generators;

namespace Heed.Bench.Tasks;

/// <summary>ListOps, small.</summary>
/// <remarks>
/// The published figures of Long Range Arena are no goal here: they are close to the most frequent class, and later runs turn their order
/// round.
/// </remarks>
public sealed class ListOpsTask : SyntheticTask
{
    /// <inheritdoc />
    public override string Id => "listops";

    /// <inheritdoc />
    public override string Name => "ListOps, small";

    /// <inheritdoc />
    public override string Summary => "The value of nested minimum, maximum, median and sum modulo ten of digits.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Nangia and Bowman", "ListOps: A Diagnostic Dataset for Latent Tree Learning", 2018, "arXiv:1804.06028");

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Full =>
            [Sized(4000, ("shortest", 32), ("longest", 128), ("depth", 5), ("arguments", 5)).With("rows", 2000).With("layers", 2)],
        _ => [],
    };

    private protected override long? Different(TaskSize size) => 20_000;

    private protected override int Hidden(TaskSize size) => 2 * size["width"];

    private protected override Generator Learned(TaskSize size) =>
        new ListOps(size["shortest"], size["longest"], size["depth"], size["arguments"]);
}
