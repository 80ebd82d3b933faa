using System.Globalization;

namespace Heed.Bench.Running;

/// <summary>Times for people.</summary>
public static class Duration
{
    /// <summary>In two units at most, such as <c>3 min 20 s</c>.</summary>
    /// <param name="seconds">How long.</param>
    public static string Of(double seconds) => seconds switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.#} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.#} ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 3600 => $"{(int)seconds / 60} min {(int)seconds % 60} s",
        _ => $"{(int)(seconds / 3600):N0} h {(int)(seconds / 60) % 60} min",
    };
}
