using Heed.Bench.Generators;
using Heed.Bench.Synthetic;

namespace Heed.Bench.Tasks;

/// <summary>Induction heads, also in rows longer than any that was learned.</summary>
public sealed class InductionTask : SyntheticTask
{
    /// <inheritdoc />
    public override string Id => "induction";

    /// <inheritdoc />
    public override string Name => "Induction heads";

    /// <inheritdoc />
    public override string Summary =>
        "What followed a mark must be known when the mark comes again; " +
        "also in rows two, four and eight times as long as any that was learned.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Fu et al.", "Hungry Hungry Hippos: Towards Language Modeling with State Space Models", 2022, "arXiv:2212.14052");

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Sized(100, ("length", 32), ("longest", 64))],
        Suite.Standard => [],
        _ => [Sized(4000, ("length", 256), ("longest", 4096))],
    };

    /// <inheritdoc />
    public override string? Impossible(TaskSize size) => base.Impossible(size)
        ?? (size["longest"] < size["length"]
            ? $"the longest row to be judged by, {size["longest"]}, must not be shorter than those learned, {size["length"]}" : null);

    private protected override Generator Learned(TaskSize size) => new InductionHead(size["length"]);

    private protected override Outcome Report(Cell cell, Func<Rows, Judged> judge)
    {
        var numbers = new List<Measured>();
        for (var length = cell.Size["length"]; length <= cell.Size["longest"]; length *= 2)
        {
            var judged = judge(new InductionHead(length).ToJudge(cell.Seed, cell.Size["rows"]));
            numbers.Add(new(Accuracy.Id, judged.Accuracy, length == cell.Size["length"] ? "" : $"length={length}"));
        }

        return new() { Numbers = numbers, Spent = new() };
    }
}
