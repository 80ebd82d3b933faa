namespace Heed.Maps;

/// <summary>Chooses the numbers along a colour bar: its true ends, and round numbers between.</summary>
internal static class BarTicks
{
    private const double Apart = 0.09;

    public static IReadOnlyList<Tick> Of(Domain domain) => domain.Scale switch
    {
        Scale.Log => Spread(Decades(domain)),
        Scale.Uniform => Spread(Doublings(domain)),
        _ => Spread(Linear(domain)),
    };

    private static IEnumerable<Tick> Linear(Domain domain)
    {
        var (low, high) = (domain.Low, domain.High);
        yield return new(0, Number.Short(low));
        yield return new(1, Number.Short(high));
        if (domain.Signed) yield return new(0.5, "0");
        var step = RoundStep((high - low) / 4);
        for (var i = (int)Math.Ceiling(low / step); i * step < high; i++)
            yield return new((i * step - low) / (high - low), Number.Short(i * step));
    }

    private static IEnumerable<Tick> Decades(Domain domain)
    {
        var span = Math.Log(domain.High / domain.Low);
        yield return new(0, $"≤{Number.Short(domain.Low)}");
        yield return new(1, Number.Short(domain.High));
        for (var power = Math.Ceiling(Math.Log10(domain.Low)); Math.Pow(10, power) < domain.High; power++)
            yield return new(Math.Log(Math.Pow(10, power) / domain.Low) / span, Number.Short(Math.Pow(10, power)));
    }

    private static IEnumerable<Tick> Doublings(Domain domain)
    {
        var powers = (int)Math.Round(Math.Log2(domain.High));
        yield return new(0, $"≤1/{Number.Short(domain.High)}");
        yield return new(1, Number.Short(domain.High));
        yield return new(0.5, "1");
        var step = Math.Max(1, (powers + 1) / 3);
        for (var power = step; power < powers; power += step)
        {
            yield return new(0.5 - 0.5 * power / powers, $"1/{Number.Short(Math.Pow(2, power))}");
            yield return new(0.5 + 0.5 * power / powers, Number.Short(Math.Pow(2, power)));
        }
    }

    /// <summary>Keeps the ticks that do not touch an earlier one, in order of their place.</summary>
    private static IReadOnlyList<Tick> Spread(IEnumerable<Tick> wanted)
    {
        var kept = new List<Tick>();
        foreach (var tick in wanted)
            if (kept.TrueForAll(k => Math.Abs(k.At - tick.At) >= Apart)) kept.Add(tick);
        return [.. kept.OrderBy(t => t.At)];
    }

    private static double RoundStep(double step)
    {
        var ten = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / ten) switch { < 1.5 => ten, < 3.5 => 2 * ten, < 7.5 => 5 * ten, _ => 10 * ten };
    }
}
