using System.Collections;

namespace Heed;

/// <summary>The inputs of one call, by name.</summary>
public sealed class SignalSet : IEnumerable<KeyValuePair<string, Tensor>>
{
    private readonly Dictionary<string, Tensor> byName = new(StringComparer.Ordinal);

    /// <summary>No inputs.</summary>
    public static SignalSet None => [];

    /// <summary>The names that were given.</summary>
    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>The signal of that name.</summary>
    /// <param name="name">A name that the mechanism declares.</param>
    /// <exception cref="ArgumentException">No signal of that name was given.</exception>
    public Tensor this[string name]
    {
        get => Find(name) ?? throw new ArgumentException(
            $"The signal '{name}' is missing; given were: {(byName.Count == 0 ? "none" : string.Join(", ", byName.Keys))}.", name);
        set => byName[name] = value ?? throw new ArgumentNullException(name);
    }

    /// <summary>The signal of that name, or null.</summary>
    /// <param name="name">A name that the mechanism declares.</param>
    public Tensor? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Adds a signal.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its values.</param>
    public void Add(string name, Tensor value) => byName.Add(name, value ?? throw new ArgumentNullException(name));

    /// <summary>The same signals, each passed through a function.</summary>
    /// <param name="change">From name and tensor to the new tensor.</param>
    public SignalSet Select(Func<string, Tensor, Tensor> change)
    {
        var changed = new SignalSet();
        foreach (var (name, value) in byName) changed.Add(name, change(name, value));
        return changed;
    }

    /// <summary>
    /// The inputs as the tokens from <paramref name="start"/> on see them: what belongs to tokens is cut, the rest stays whole.
    /// </summary>
    /// <param name="declared">The mechanism's declarations, which say where the token axis is.</param>
    /// <param name="start">The first token.</param>
    /// <param name="count">How many tokens.</param>
    public SignalSet Tokens(IEnumerable<Role> declared, long start, long count)
    {
        var axes = declared.Where(r => r.IsPerToken).ToDictionary(r => r.Name);
        return Select((name, value) => axes.TryGetValue(name, out var role) && role.TokenAxis >= 0 ? Cut(role, value) : value);

        Tensor Cut(Role role, Tensor value)
        {
            var (axis, times) = (role.TokenAxis, role.Sizes[role.TokenAxis].Times);
            return value.narrow(axis, times * start, times * count);
        }
    }

    /// <summary>These and the other's, whose names must be new.</summary>
    /// <param name="other">More inputs.</param>
    public SignalSet And(SignalSet other)
    {
        var both = Select((_, value) => value);
        foreach (var (name, value) in other) both.Add(name, value);
        return both;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, Tensor>> GetEnumerator() => byName.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
