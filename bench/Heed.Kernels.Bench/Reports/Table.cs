namespace Heed.Kernels.Bench;

/// <summary>Writes outcomes as lines of a table, as they come.</summary>
internal static class Table
{
    public static string Head => $"{"case",-52} {"time",10} {"spread",7} {"rate",14} {"of roof",8}  others: time (ratio)";

    public static string Line(Outcome outcome) => $"{outcome.Case.Name,-52} {Time(outcome.Kernel.Median),10} {outcome.Kernel.Spread,7:p1} "
        + $"{outcome.Rate / 1e9,6:f1} {(outcome.Case.Arithmetic ? "GFLOP/s" : "GB/s   "),-7} {outcome.Share,8:p0}  "
        + string.Join(", ", outcome.Others.Select(o => $"{o.Name} {Time(o.Seconds.Median)} ({o.Ratio.Median:f2})"));

    public static string Time(double seconds) => seconds switch
    {
        < 1e-3 => $"{seconds * 1e6:f1} µs",
        < 1 => $"{seconds * 1e3:f2} ms",
        _ => $"{seconds:f2} s",
    };
}
