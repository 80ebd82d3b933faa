using Heed.Bench.Generators;

namespace Heed.Bench.Tasks;

/// <summary>Compression.</summary>
public sealed class MadCompression : MadTask
{
    /// <inheritdoc />
    public override string Id => "mad-compression";

    /// <inheritdoc />
    public override string Name => "MAD: compression";

    /// <inheritdoc />
    public override string Summary => "A whole row must be rebuilt from what its last token holds.";

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [],
        Suite.Standard => [Of(16, 32, 300)],
        _ => [Of(16, 32, 3200), Of(32, 32, 3200), Of(64, 32, 3200), Of(128, 32, 3200),
            Of(16, 64, 3200), Of(16, 128, 3200), Of(16, 256, 3200)],
    };

    private protected override Generator Learned(TaskSize size) => new Compression(size["symbols"], size["length"]);

    private protected override bool IsRebuilt => true;

    private static TaskSize Of(int symbols, int length, int steps) => Sized(steps, ("symbols", symbols), ("length", length));
}
