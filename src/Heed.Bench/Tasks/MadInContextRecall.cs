using Heed.Bench.Generators;

namespace Heed.Bench.Tasks;

/// <summary>In-context recall.</summary>
public sealed class MadInContextRecall : MadTask
{
    /// <inheritdoc />
    public override string Id => "mad-in-context-recall";

    /// <inheritdoc />
    public override string Name => "MAD: in-context recall";

    /// <inheritdoc />
    public override string Summary => "Pairs from a map that is new in every row; whenever a key comes again, its value must be known.";

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Of(16, 32, 100)],
        Suite.Standard => [Of(16, 64, 200)],
        _ => [Of(16, 128, 3200), Of(32, 128, 3200), Of(64, 128, 3200), Of(128, 128, 3200), Of(16, 256, 3200), Of(16, 512, 3200)],
    };

    private protected override Generator Learned(TaskSize size) => new ContextRecall(size["symbols"], size["length"]);

    private static TaskSize Of(int symbols, int length, int steps) => Sized(steps, ("symbols", symbols), ("length", length));
}
