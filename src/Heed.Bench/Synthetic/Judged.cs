using Heed.Bench.Generators;

namespace Heed.Bench.Synthetic;

/// <summary>How right the answers to rows are.</summary>
/// <param name="Accuracy">The share of places with the right answer.</param>
/// <param name="Macro">The mean over the symbols that are asked for of the share that was right for each.</param>
/// <param name="Whole">The share of rows all of whose answers are right.</param>
internal sealed record Judged(double Accuracy, double Macro, double Whole)
{
    /// <summary>Compares answers, one for each place that asks, row after row.</summary>
    public static Judged Of(Rows rows, IReadOnlyList<long> answers)
    {
        var wanted = rows.Answers();
        var right = wanted.Select((w, i) => answers[i] == w).ToArray();
        var macro = wanted.Select((w, i) => (Symbol: w, Right: right[i]))
            .GroupBy(x => x.Symbol).Average(g => g.Average(x => x.Right ? 1.0 : 0));
        var (at, whole) = (0, 0);
        for (var r = 0; r < rows.Count; r++)
        {
            var count = rows.Places(r).Length;
            if (right.AsSpan(at, count).IndexOf(false) < 0) whole++;
            at += count;
        }

        return new(right.Count(r => r) / (double)right.Length, macro, whole / (double)rows.Count);
    }

    /// <summary>The same answer everywhere: the one that was right most often in rows to learn from.</summary>
    public static Judged Majority(Rows learned, Rows rows)
    {
        var usual = learned.Answers().GroupBy(a => a).MaxBy(g => (g.Count(), -g.Key))!.Key;
        return Of(rows, [.. Enumerable.Repeat(usual, rows.Answers().Length)]);
    }
}
