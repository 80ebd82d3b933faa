using System.Globalization;
using Heed.Bench.Generators;
using Heed.Bench.Synthetic;

namespace Heed.Bench.Tasks;

/// <summary>A needle in a haystack, by length and depth.</summary>
public sealed class NeedleTask : SyntheticTask
{
    private const double Effective = 0.856;                                                // the threshold of RULER
    private const int Depths = 10;
    private static readonly Metric EffectiveLength =
        new("effective-length", "Longest length at which 0.856 of the needles are found", Better.Higher, "tokens");

    /// <inheritdoc />
    public override string Id => "needle";

    /// <inheritdoc />
    public override string Name => "Needle in a haystack";

    /// <inheritdoc />
    public override string Summary =>
        "One fact somewhere in filler must be known at the end: a map by length and depth, beyond the length that was learned.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Hsieh et al.", "RULER: What's the Real Context Size of Your Long-Context Language Models?", 2024, "arXiv:2404.06654");

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Accuracy, EffectiveLength, StepsToNinety];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [],
        Suite.Standard => [Sized(300, ("length", 64), ("longest", 256)).With("rows", 16)],
        _ => [Sized(4000, ("length", 64), ("longest", 1024)).With("rows", 256)],
    };

    /// <inheritdoc />
    public override string? Impossible(TaskSize size) => base.Impossible(size)
        ?? (size["longest"] < size["length"] / 2
            ? $"the longest row to be judged by, {size["longest"]}, must not be shorter than half of those learned" : null);

    private protected override Generator Learned(TaskSize size) => new Needle(size["length"]);

    private protected override Outcome Report(Cell cell, Func<Rows, Judged> judge)
    {
        var lengths = new List<int>();
        for (var length = Math.Max(5, cell.Size["length"] / 2); length <= cell.Size["longest"]; length *= 2) lengths.Add(length);
        double[] depths = [.. Enumerable.Range(0, Depths).Select(d => d / (Depths - 1.0))];
        double[][] found = [.. lengths.Select(length => depths.Select(depth =>
            judge(new Needle(length, depth).ToJudge(cell.Seed, cell.Size["rows"])).Accuracy).ToArray())];
        var means = found.Select(f => f.Average()).ToArray();
        var effective = lengths.Where((_, i) => means[..(i + 1)].All(m => m >= Effective)).LastOrDefault();
        return new()
        {
            Numbers = [new(Accuracy.Id, means.Average()), new(EffectiveLength.Id, effective),
                .. lengths.Select((length, i) => new Measured(Accuracy.Id, means[i], $"length={length}"))],
            HeatMaps = [new("needles found", "length", "depth",
                [.. lengths.Select(l => l.ToString(CultureInfo.InvariantCulture))],
                [.. depths.Select(d => d.ToString("P0", CultureInfo.InvariantCulture))], [.. found.SelectMany(f => f)])],
            Spent = new(),
        };
    }
}
