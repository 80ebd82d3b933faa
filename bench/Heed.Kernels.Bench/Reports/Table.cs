namespace Heed.Kernels.Bench;

/// <summary>Writes outcomes as lines of a table, as they come.</summary>
internal static class Table
{
    public static string Head => $"{"case",-52} {"time",9} {"spread",7} {"rate",14} {"of roof",8}  others: time (times ours)";

    public static string Line(Outcome outcome) =>
        $"{outcome.Case.Name,-52} {Time(outcome.Kernel.Median),9} {Percent(outcome.Kernel.Spread),7} {Rate(outcome),14} "
            + $"{Percent(outcome.Share),8}  "
        + string.Join(", ", outcome.Others.Select(o => $"{Who.Is(o.Rival)} {Time(o.Seconds.Median)} ({o.Ratio.Median:f2})"));

    public static string Time(double seconds) => seconds switch
    {
        < 1e-3 => $"{seconds * 1e6:f1} µs",
        < 1 => $"{seconds * 1e3:f2} ms",
        _ => $"{seconds:f2} s",
    };

    public static string Percent(double share) => $"{share * 100:f0} %";

    public static string Rate(Outcome outcome) => $"{outcome.Rate / 1e9:f1} {(outcome.Case.Arithmetic ? "GFLOP/s" : "GB/s")}";
}
