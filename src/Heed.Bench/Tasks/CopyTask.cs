using Heed.Bench.Generators;
using Heed.Bench.Synthetic;

namespace Heed.Bench.Tasks;

/// <summary>Copying of a string, also of strings longer than any that was learned.</summary>
public sealed class CopyTask : SyntheticTask
{
    private static readonly Metric Whole = new("whole-strings", "Strings copied without a mistake", Better.Higher, "share");

    /// <inheritdoc />
    public override string Id => "copy";

    /// <inheritdoc />
    public override string Name => "Copying";

    /// <inheritdoc />
    public override string Summary =>
        "A string of letters must be written again, letter by letter; " +
        "also strings two, four and eight times as long as any that was learned.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Jelassi et al.", "Repeat After Me: Transformers are Better than State Space Models at Copying", 2024, "arXiv:2402.01032");

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Accuracy, StepsToNinety, Whole];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Sized(100, ("letters", 8), ("longest", 16)).With("rows", 64)],
        Suite.Standard => [Sized(600, ("letters", 24), ("longest", 192)).With("rows", 64)],
        _ => [Sized(4000, ("letters", 64), ("longest", 512)).With("rows", 256)],
    };

    /// <inheritdoc />
    public override string? Impossible(TaskSize size) => base.Impossible(size)
        ?? (size["longest"] < size["letters"]
            ? $"the longest string to be judged by, {size["longest"]}, must not be shorter than those learned, {size["letters"]}" : null);

    private protected override Generator Learned(TaskSize size) => new Copying(size["letters"]);

    private protected override Outcome Report(Cell cell, Func<Rows, Judged> judge)
    {
        var numbers = new List<Measured>();
        for (var letters = cell.Size["letters"]; letters <= cell.Size["longest"]; letters *= 2)
        {
            var judged = judge(new Copying(letters).ToJudge(cell.Seed, cell.Size["rows"]));
            var condition = letters == cell.Size["letters"] ? "" : $"letters={letters}";
            numbers.AddRange([new(Accuracy.Id, judged.Accuracy, condition), new(Whole.Id, judged.Whole, condition)]);
        }

        return new() { Numbers = numbers, Spent = new() };
    }
}
