using System.CommandLine;

namespace Heed.Cli.Verbs;

/// <summary>What numbers an option takes: what is out of bounds is refused before any work.</summary>
internal static class Bounds
{
    /// <summary>The widest beam.</summary>
    public const int Beam = 1000;

    /// <summary>The most jobs or threads: OpenMP ends the process when it cannot start as many as it was told to.</summary>
    public static int Threads { get; } = Math.Max(256, Environment.ProcessorCount);

    /// <summary>The number of an option.</summary>
    /// <exception cref="ArgumentException">It is out of bounds.</exception>
    public static int Within(this ParseResult given, Option<int> option, int least, int most = int.MaxValue) =>
        Within(given.GetValue(option), option, least, most)!.Value;

    /// <summary>The number of an option, if it was given.</summary>
    /// <exception cref="ArgumentException">It is out of bounds.</exception>
    public static int? Within(this ParseResult given, Option<int?> option, int least, int most = int.MaxValue) =>
        Within(given.GetValue(option), option, least, most);

    /// <summary>Refuses what is no number among those that options give.</summary>
    /// <exception cref="ArgumentException">One is infinite or not a number.</exception>
    public static void Finite(this ParseResult given, IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            var value = option switch { Option<double> one => given.GetValue(one), Option<double?> one => given.GetValue(one), _ => null };
            if (value is { } number && !double.IsFinite(number))
                throw new ArgumentException($"{option.Name} must be a number, not {number}.");
        }
    }

    private static int? Within(int? value, Option option, int least, int most) => value is null || (value >= least && value <= most)
        ? value
        : throw new ArgumentException(most == int.MaxValue
            ? $"{option.Name} must be at least {least}, not {value}."
            : $"{option.Name} must be from {least} to {most}, not {value}.");
}
