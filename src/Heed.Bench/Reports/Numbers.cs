using System.Globalization;

namespace Heed.Bench.Reports;

/// <summary>Numbers for people, with about three digits.</summary>
internal static class Numbers
{
    /// <summary>A number.</summary>
    public static string Text(double v) => Math.Abs(v) switch
    {
        _ when !double.IsFinite(v) => v.ToString(CultureInfo.InvariantCulture),
        0 => "0",
        >= 1e6 or < 1e-4 => v.ToString("0.##e0", CultureInfo.InvariantCulture),
        >= 100 => v.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => v.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => v.ToString("0.##", CultureInfo.InvariantCulture),
        >= 0.01 => v.ToString("0.###", CultureInfo.InvariantCulture),
        _ => v.ToString("0.#####", CultureInfo.InvariantCulture),
    };

    /// <summary>A share in two digits.</summary>
    public static string Short(double v) => double.IsFinite(v) ? v.ToString("0.##", CultureInfo.InvariantCulture) : "–";

    /// <summary>Median and range.</summary>
    public static string Text(Score score) =>
        score.Lowest == score.Highest ? Text(score.Median) : $"{Text(score.Median)} ({Text(score.Lowest)} – {Text(score.Highest)})";

    /// <summary>Bytes.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        < 1 << 10 => $"{Text(bytes)} B",
        < 1 << 20 => $"{Text(bytes / (1 << 10))} KiB",
        < 1 << 30 => $"{Text(bytes / (1 << 20))} MiB",
        _ => $"{Text(bytes / (1 << 30))} GiB",
    };
}
