using System.Globalization;

namespace Heed.Bench;

/// <summary>The numbers that say how large a task is, by name: <c>d=64 n=256</c>. Two sizes with the same numbers are equal.</summary>
public sealed class TaskSize : IEquatable<TaskSize>
{
    private readonly SortedDictionary<string, double> numbers = new(StringComparer.Ordinal);

    /// <summary>A size.</summary>
    /// <param name="numbers">Names in lower case, and finite numbers.</param>
    /// <exception cref="ArgumentException">A name is given twice, or a number is not finite.</exception>
    public TaskSize(params IEnumerable<(string Name, double Value)> numbers)
    {
        foreach (var (name, value) in numbers)
        {
            if (!double.IsFinite(value)) throw new ArgumentException($"The size '{name}' is {value}.");
            if (!this.numbers.TryAdd(name, value)) throw new ArgumentException($"The size '{name}' is given twice.");
        }
    }

    /// <summary>The names, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Names => numbers.Keys;

    /// <summary>A whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such number, or it is not whole.</exception>
    public int this[string name] => Number(name) is var n && n == Math.Truncate(n) && Math.Abs(n) <= int.MaxValue
        ? (int)n
        : throw new ArgumentException($"The size '{name}' must be a whole number, not {n.ToString(CultureInfo.InvariantCulture)}.");

    /// <summary>A number that need not be whole.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such number.</exception>
    public double Number(string name) =>
        numbers.TryGetValue(name, out var value) ? value : throw new ArgumentException($"There is no size '{name}' in '{this}'.");

    /// <summary>The same size with one number changed or added.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The new number.</param>
    public TaskSize With(string name, double value) =>
        new(numbers.Where(p => p.Key != name).Select(p => (p.Key, p.Value)).Append((name, value)));

    /// <summary>Names and numbers in alphabetical order, which reads back as the same size.</summary>
    public override string ToString() =>
        string.Join(' ', numbers.Select(p => $"{p.Key}={p.Value.ToString("R", CultureInfo.InvariantCulture)}"));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">Names and numbers.</param>
    /// <exception cref="FormatException">It cannot be read; the message says which part.</exception>
    public static TaskSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pairs = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Pair).ToArray();
        return pairs.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new FormatException($"Cannot read the size '{text}': '{twice.Key}' is given twice.") : new(pairs);

        static (string Name, double Value) Pair(string pair) => pair.Split('=') is [{ Length: > 0 } name, var value]
            && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? (name, number)
            : throw new FormatException($"Cannot read the size '{pair}': expected a name, = and a number.");
    }

    /// <summary>Whether both have the same numbers.</summary>
    /// <param name="other">The other size.</param>
    public bool Equals(TaskSize? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as TaskSize);

    /// <inheritdoc />
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
