namespace Heed.Bench.Running;

/// <summary>Whether a task gave what it said it would.</summary>
internal static class OutcomeCheck
{
    /// <exception cref="InvalidOperationException">It did not; the message says what is wrong with the task.</exception>
    public static void Check(BenchTask task, Outcome outcome)
    {
        if (outcome.Numbers.FirstOrDefault(n => task.Metrics.All(m => m.Id != n.Metric)) is { } unknown)
            throw Wrong($"gave a number for '{unknown.Metric}', which is none of its metrics");
        if (outcome.Numbers.All(n => n.Metric != task.Metrics[0].Id)) throw Wrong($"gave no number for '{task.Metrics[0].Id}'");
        if (outcome.Numbers.GroupBy(n => (n.Metric, n.Condition)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Wrong($"gave '{twice.Key.Metric}' at '{twice.Key.Condition}' twice");
        if (Fault(outcome) is { } fault) throw Wrong(fault);

        InvalidOperationException Wrong(string what) => new($"The task '{task.Id}' {what}.");
    }

    /// <summary>What makes no sense in an outcome, whatever its task; null when nothing does.</summary>
    public static string? Fault(Outcome outcome)
    {
        // Files can hold what the types deny.
        IEnumerable<object?> parts = [.. outcome.Numbers, .. outcome.Curves, .. outcome.HeatMaps, .. outcome.Notes];
        if (parts.Concat(outcome.HeatMaps.Where(h => h is not null).SelectMany(h => h.Rows.Concat(h.Columns))).Any(part => part is null))
            return "gave null among its numbers, curves, heat maps or notes";
        if (outcome.Curves.FirstOrDefault(c => c.X.Count != c.Y.Count) is { } curve)
            return $"gave {curve.X.Count} places and {curve.Y.Count} values for the curve '{curve.Name}'";
        if (outcome.HeatMaps.FirstOrDefault(h => h.Values.Count != h.Rows.Count * h.Columns.Count) is { } map)
            return $"gave {map.Values.Count} values for the {map.Rows.Count} × {map.Columns.Count} cells of '{map.Name}'";
        return null;
    }

    /// <summary>Which score is no number; null when all are.</summary>
    public static string? Diverged(BenchTask task, Outcome outcome)
    {
        var scores = task.Metrics.Where(m => m.Better != Better.Neither).Select(m => m.Id).ToHashSet();
        return outcome.Numbers.FirstOrDefault(n => n.Metric == task.Metrics[0].Id && scores.Contains(n.Metric)
            && !double.IsFinite(n.Value)) is { } lost
            ? $"{lost.Metric}{(lost.Condition.Length > 0 ? $" at {lost.Condition}" : "")} is {lost.Value}" : null;
    }
}
