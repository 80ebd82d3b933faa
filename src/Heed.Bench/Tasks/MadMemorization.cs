using Heed.Bench.Generators;

namespace Heed.Bench.Tasks;

/// <summary>Memorization.</summary>
public sealed class MadMemorization : MadTask
{
    /// <inheritdoc />
    public override string Id => "mad-memorization";

    /// <inheritdoc />
    public override string Name => "MAD: memorization";

    /// <inheritdoc />
    public override string Summary => "A fixed map from keys to values must be learned by heart; no row shows it.";

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [],
        Suite.Standard => [Of(256, 300)],
        _ => [Of(256, 3200), Of(512, 3200), Of(1024, 3200), Of(2048, 3200), Of(4096, 3200), Of(8192, 3200)],
    };

    private protected override Generator Learned(TaskSize size) => new Memorization(size["symbols"]);

    private const int Different256 = 256;

    private protected override long? Different(TaskSize size) => Different256;

    private static TaskSize Of(int symbols, int steps) => Sized(steps, ("symbols", symbols));
}
