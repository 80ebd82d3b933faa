namespace Heed.Bench.Reports;

/// <summary>A number over seeds: the median and how far seeds lie apart. Never the best of them.</summary>
/// <param name="Metric">Its kind.</param>
/// <param name="Condition">Where; empty for the one that counts.</param>
/// <param name="Median">The middle one; the mean of the two middle ones when they are an even number.</param>
/// <param name="Lowest">The smallest; where there is one seed, the lower quartile within its cell, if that is known.</param>
/// <param name="Highest">The largest; likewise.</param>
/// <param name="Seeds">How many there are.</param>
public sealed record Score(string Metric, string Condition, double Median, double Lowest, double Highest, int Seeds)
{
    /// <summary>From one number for each seed.</summary>
    /// <param name="numbers">The numbers, at least one.</param>
    internal static Score Of(IReadOnlyList<Measured> numbers)
    {
        var values = numbers.Select(n => n.Value).Order().ToArray();
        var middle = values.Length / 2;
        var median = values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        var one = numbers is [var only] ? only : null;
        return new(numbers[0].Metric, numbers[0].Condition, median, one?.Lower ?? values[0], one?.Upper ?? values[^1], values.Length);
    }

    /// <summary>
    /// The number that a condition such as <c>sigma=2</c> gives to a name; null when it names something else too, or not this.
    /// </summary>
    /// <param name="name">Such as <c>sigma</c>.</param>
    public double? At(string name) => Condition.Split('=') is [var n, var value] && n == name
        && double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var at)
        ? at
        : null;

    /// <summary>Whether every seed of the one lies on the same side of every seed of the other.</summary>
    /// <param name="other">The other.</param>
    public bool IsApartFrom(Score other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Highest < other.Lowest || Lowest > other.Highest;
    }
}
