using Heed.Bench.Generators;

namespace Heed.Bench.Tasks;

/// <summary>Fuzzy in-context recall.</summary>
public sealed class MadFuzzyRecall : MadTask
{
    /// <inheritdoc />
    public override string Id => "mad-fuzzy-recall";

    /// <inheritdoc />
    public override string Name => "MAD: fuzzy recall";

    /// <inheritdoc />
    public override string Summary => "In-context recall with keys and values of up to three symbols.";

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [],
        Suite.Standard => [],
        _ => [Of(16, 128, 3200), Of(32, 128, 3200), Of(64, 128, 3200), Of(128, 128, 3200), Of(16, 256, 3200), Of(16, 512, 3200)],
    };

    private protected override Generator Learned(TaskSize size) => new FuzzyRecall(size["symbols"], size["length"]);

    private static TaskSize Of(int symbols, int length, int steps) => Sized(steps, ("symbols", symbols), ("length", length));
}
