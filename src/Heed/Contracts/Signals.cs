using System.Collections;

namespace Heed;

/// <summary>The signals of one call, by name.</summary>
public sealed class Signals : IEnumerable<KeyValuePair<string, Tensor>>
{
    private readonly Dictionary<string, Tensor> byName = new(StringComparer.Ordinal);

    /// <summary>No signals.</summary>
    public static Signals None => [];

    /// <summary>The names that were given.</summary>
    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>The signal of that name.</summary>
    /// <param name="name">A name that the mechanism declares.</param>
    /// <exception cref="ArgumentException">No signal of that name was given.</exception>
    public Tensor this[string name]
    {
        get => Find(name) ?? throw new ArgumentException($"the signal '{name}' is missing; given were: {(byName.Count == 0 ? "none" : string.Join(", ", byName.Keys))}", name);
        set => byName[name] = value;
    }

    /// <summary>The signal of that name, or null.</summary>
    /// <param name="name">A name that the mechanism declares.</param>
    public Tensor? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Adds a signal.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its values.</param>
    public void Add(string name, Tensor value) => byName.Add(name, value);

    /// <summary>The same signals, each passed through a function.</summary>
    /// <param name="change">From name and tensor to the new tensor.</param>
    public Signals Select(Func<string, Tensor, Tensor> change)
    {
        var changed = new Signals();
        foreach (var (name, value) in byName) changed.Add(name, change(name, value));
        return changed;
    }

    /// <summary>The signals as the tokens from <paramref name="start"/> on see them: per-token signals are cut, the others stay whole.</summary>
    /// <param name="declared">The mechanism's declarations, which say where the token axis is.</param>
    /// <param name="start">The first token.</param>
    /// <param name="count">How many tokens.</param>
    public Signals Tokens(IEnumerable<Signal> declared, long start, long count)
    {
        var axes = declared.Where(s => s.Kind == SignalKind.Token).ToDictionary(s => s.Name, s => Array.FindIndex(s.Sizes, size => size is "N" or "M"));
        return Select((name, value) => axes.TryGetValue(name, out var axis) ? value.narrow(axis, start, count) : value);
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, Tensor>> GetEnumerator() => byName.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
