using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Heed.Cli.Verbs;

/// <summary>Options that take numbers. Each has bounds, which its help tells, and what is out of them is refused before any work.</summary>
internal static class Number
{
    /// <summary>The most that may be written where nothing but time is at stake.</summary>
    public const int Many = 1_000_000_000;

    /// <summary>The widest layer.</summary>
    public const int Width = 65_536;

    /// <summary>The most layers of a model, or heads of a layer.</summary>
    public const int Layers = 1024;

    /// <summary>The most pairs or windows of a step.</summary>
    public const int Batch = 65_536;

    /// <summary>The most symbols that a language model reads at once.</summary>
    public const int Context = 1_000_000;

    /// <summary>The widest beam.</summary>
    public const int Beam = 1000;

    /// <summary>The most jobs or threads: OpenMP ends the process when it cannot start as many as it was told to.</summary>
    public static int Threads { get; } = Math.Max(256, Environment.ProcessorCount);

    /// <summary>An option with a usual value.</summary>
    public static Option<T> Option<T>(string name, T least, T most, T usual, string says) where T : struct, INumber<T>
    {
        var bounds = new Bounds<T>(name, least, most);
        var option = bounds.Of<T>(says);
        (option.CustomParser, option.DefaultValueFactory) = (bounds.One, _ => usual);
        return option;
    }

    /// <summary>An option that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, T least, T most, string says) where T : struct, INumber<T>
    {
        var bounds = new Bounds<T>(name, least, most);
        var option = bounds.Of<T?>(says);
        option.CustomParser = result => bounds.One(result);
        return option;
    }

    /// <summary>An option with any whole number: what randomness follows from.</summary>
    public static Option<int> Seed(string name, string says) => Option(name, int.MinValue, int.MaxValue, 1, says);

    /// <summary>An option with any whole numbers.</summary>
    public static Option<int[]> Seeds(string name, string says)
    {
        var bounds = new Bounds<int>(name, int.MinValue, int.MaxValue);
        var option = bounds.Of<int[]>(says);
        (option.CustomParser, option.DefaultValueFactory, option.AllowMultipleArgumentsPerToken) = (bounds.All, _ => [1], true);
        return option;
    }

    private sealed class Numeric<T> : Option<T>, IBounded
    {
        public Numeric(string name, string least, string most, string says) : base(name)
        {
            (Least, Most) = (least, most);
            Description = $"{says} [{least} to {most}]";
        }

        public string Least { get; }

        public string Most { get; }
    }

    private sealed record Bounds<T>(string Name, T Least, T Most) where T : struct, INumber<T>
    {
        private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

        public Numeric<TValue> Of<TValue>(string says) => new(Name, Show(Least), Show(Most), says);

        public T One(ArgumentResult result) => Read(result, result.Tokens[0].Value);

        public T[] All(ArgumentResult result) => [.. result.Tokens.Select(t => Read(result, t.Value))];

        private T Read(ArgumentResult result, string word)
        {
            if (T.TryParse(word, Styles, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most) return value;
            var kind = typeof(T) == typeof(double) ? "a number" : "a whole number";
            result.AddError($"{Name} must be {kind} from {Show(Least)} to {Show(Most)}, not '{word}'.");
            return Least;
        }

        private static string Show(T number) => number.ToString(null, CultureInfo.InvariantCulture);
    }
}
