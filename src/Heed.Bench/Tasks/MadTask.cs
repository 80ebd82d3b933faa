using Heed.Bench.Generators;
using Heed.Bench.Synthetic;

namespace Heed.Bench.Tasks;

/// <summary>
/// One of the six tasks of MAD: mechanistic architecture design. Accuracy is the share of all answers; the published figures are of the
/// mean over symbols, which is given beside it.
/// </summary>
public abstract class MadTask : SyntheticTask
{
    private static readonly Metric Macro = new("macro-accuracy", "Accuracy, averaged over symbols", Better.Higher, "share");

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Poli et al.", "Mechanistic Design and Scaling of Hybrid Architectures", 2024, "arXiv:2403.17844");

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Accuracy, StepsToNinety, Macro];

    /// <summary>As published, a hidden layer follows each mixer.</summary>
    private protected override int Hidden(TaskSize size) => 2 * size["width"];

    private protected override Outcome Report(Cell cell, Func<Rows, Judged> judge)
    {
        var judged = judge(Learned(cell.Size).ToJudge(cell.Seed, cell.Size["rows"]));
        return new() { Numbers = [new(Accuracy.Id, judged.Accuracy), new(Macro.Id, judged.Macro)], Spent = new() };
    }
}
