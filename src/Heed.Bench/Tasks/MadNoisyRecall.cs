using Heed.Bench.Generators;

namespace Heed.Bench.Tasks;

/// <summary>Noisy in-context recall.</summary>
public sealed class MadNoisyRecall : MadTask
{
    /// <inheritdoc />
    public override string Id => "mad-noisy-recall";

    /// <inheritdoc />
    public override string Name => "MAD: noisy recall";

    /// <inheritdoc />
    public override string Summary => "In-context recall in which a fifth of the pairs are noise.";

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Of(32, 32, 100)],
        Suite.Standard => [],
        _ => [Of(32, 128, 3200), Of(48, 128, 3200), Of(80, 128, 3200), Of(144, 128, 3200), Of(32, 256, 3200), Of(32, 512, 3200)],
    };

    private protected override Generator Learned(TaskSize size) => new ContextRecall(size["symbols"], size["length"], Noise, Share);

    private const int Noise = 16;
    private const double Share = 0.2;

    private static TaskSize Of(int symbols, int length, int steps) => Sized(steps, ("symbols", symbols), ("length", length));
}
