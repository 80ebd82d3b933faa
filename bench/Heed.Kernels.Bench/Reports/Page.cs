namespace Heed.Kernels.Bench;

/// <summary>A page of outcomes in Markdown.</summary>
internal static class Page
{
    public static string Of(string name, IReadOnlyList<Outcome> outcomes)
    {
        string[] lines = [
            $"# {Machine.Processor}, {name}", "",
            .. Machine.Conditions.Select(c => $"* {c.What}: {c.Value}"),
            $"* commits: {string.Join(", ", outcomes.Select(o => $"{o.Stamp.Commit} ({o.Stamp.Date})").Distinct())}",
            $"* roofs: {string.Join(", ", Roofs(outcomes))}", "",
            "Times are medians, spreads half the distance between the quartiles. A ratio is the other's time by ours, in turn: above 1 "
                + "ours is faster.", "",
            "## Targets", "", "| target | to reach | reached | met | at |", "|---|---|---|---|---|",
            .. Targets.All.Select(t => (Target: t, Found: t.Judge(outcomes))).Select(t => t.Found is { } found
                ? $"| {t.Target.What} | {t.Target.Goal} | {found.Value:f2} | {(found.Met ? "yes" : "no")} | {found.Where} |"
                : $"| {t.Target.What} | {t.Target.Goal} | – | not measured | |"), "",
            "## Cases", "", "| case | time | spread | rate | of roof | others: time (times ours) |", "|---|---|---|---|---|---|",
            .. outcomes.Select(o
                => $"| {o.Case.Name} | {Table.Time(o.Kernel.Median)} | {Table.Percent(o.Kernel.Spread)} | {Table.Rate(o)} | "
                + $"{Table.Percent(o.Share)} | "
                + string.Join(", ", o.Others.Select(x => $"{Who.Is(x.Rival)} {Table.Time(x.Seconds.Median)} ({x.Ratio.Median:f2})"))
                    + " |")];
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Roofs(IReadOnlyList<Outcome> outcomes) =>
        from o in outcomes
        group o.Roof by (o.Case.Registers, o.Case.Threads, o.Case.Arithmetic) into roof
        orderby roof.Key
        select $"{roof.Max() / 1e9:f0} {(roof.Key.Arithmetic ? "GFLOP/s" : "GB/s")} with "
            + $"{(roof.Key.Registers == 0 ? "the widest registers" : $"{roof.Key.Registers} bits")} and {roof.Key.Threads} "
            + $"thread{(roof.Key.Threads == 1 ? "" : "s")}";
}
