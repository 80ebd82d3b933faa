using Heed.Bench.Generators;

namespace Heed.Bench.Tasks;

/// <summary>Selective copying.</summary>
public sealed class MadSelectiveCopy : MadTask
{
    /// <inheritdoc />
    public override string Id => "mad-selective-copy";

    /// <inheritdoc />
    public override string Name => "MAD: selective copying";

    /// <inheritdoc />
    public override string Summary => "Symbols scattered among blanks must be written down in their order.";

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Of(32, 4, 100)],
        Suite.Standard => [Of(64, 8, 200)],
        _ => [Of(256, 16, 3200), Of(512, 16, 3200), Of(256, 32, 3200), Of(256, 64, 3200), Of(256, 96, 3200)],
    };

    private protected override Generator Learned(TaskSize size) => new SelectiveCopy(Symbols, size["length"], size["copied"]);

    private const int Symbols = 16;

    private static TaskSize Of(int length, int copied, int steps) => Sized(steps, ("length", length), ("copied", copied));
}
