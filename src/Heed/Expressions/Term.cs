namespace Heed;

/// <summary>One word of an expression with its arguments.</summary>
public sealed class Term : IEquatable<Term>
{
    private readonly object?[] values;

    internal Term(Entry entry, object?[]? values = null, int column = 1, string text = "")
    {
        (Entry, Column, Text) = (entry, column, text);
        this.values = values ?? [.. entry.Parameters.Select(p => p.Default)];
        try
        {
            Component = entry.Create(this.values);
        }
        // which says where a word inside this one is wrong
        catch (ArgumentException e) when (e is not ExpressionException)
        {
            var reason = e.Message.Split(" (Parameter")[0];
            throw new ExpressionException(e is ArgumentOutOfRangeException { ParamName: { } name, ActualValue: var value }
                ? $"'{entry.Card.Id}' cannot have {name.TrimStart('@')} = {Expression.Print(value)}. {reason}"
                : $"'{entry.Card.Id}' cannot be made so. {reason}", text, column);
        }
    }

    /// <summary>The word.</summary>
    public Entry Entry { get; }

    /// <summary>One value for each parameter of the word.</summary>
    public IReadOnlyList<object?> Values => values;

    /// <summary>The stages that it takes; none when it stands alone.</summary>
    public IReadOnlyList<Stage> Stages => [.. Parts.Select(p => p.Stage)];

    /// <summary>Whether it goes by where tokens of one text stand, so that it makes no sense between two texts.</summary>
    public bool RelatesPlaces => Parts.Any(p => p.RelatesPlaces);

    /// <summary>Whether it hides from a token whatever comes later.</summary>
    public bool HidesLater => Parts.Any(p => p.HidesLater);

    internal Component Component { get; }

    internal int Column { get; }

    internal string Text { get; }

    /// <summary>The parts that it brings; none when it stands alone.</summary>
    internal IReadOnlyList<Part> Parts => Component switch { Part part => [part], Recipe recipe => recipe.Parts, _ => [] };

    internal int Order => Parts.Count == 0 ? 0 : Parts.Min(p => p.Stage.Order);

    internal bool GoesByOrder => Parts.Any(p => p.Stage.Takes == Arity.InOrder);

    /// <summary>The same word with one argument changed.</summary>
    /// <param name="parameter">The argument's name.</param>
    /// <param name="value">Its new value, of the parameter's type.</param>
    public Term With(string parameter, object? value)
    {
        var changed = values.ToArray();
        changed[Entry.Parameters.ToList().FindIndex(p => p.Name == parameter)] = value;
        return new Term(Entry, changed, Column, Text);
    }

    /// <summary>Whether both are the same word with the same arguments.</summary>
    /// <param name="other">The other term.</param>
    public bool Equals(Term? other) => other is not null && Entry == other.Entry
        && values.Zip(other.values).All(p => Same(p.First, p.Second));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Term);

    /// <inheritdoc />
    public override int GetHashCode() => values.Aggregate(
        Entry.Card.Id.GetHashCode(StringComparison.Ordinal), (hash, value) => HashCode.Combine(hash, Expression.Print(value)));

    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (Array x, Array y) => x.Cast<object>().SequenceEqual(y.Cast<object>()),
        _ => Equals(a, b),
    };

    /// <summary>The word with those arguments that are not the default: by position as long as none is left out, then by name.</summary>
    public override string ToString()
    {
        var shown = new List<string>();
        var byPosition = true;
        for (var i = 0; i < values.Length; i++)
        {
            if (Same(values[i], Entry.Parameters[i].Default)) byPosition = false;
            else shown.Add(byPosition ? Expression.Print(values[i]) : $"{Entry.Parameters[i].Name}={Expression.Print(values[i])}");
            byPosition &= !Entry.Parameters[i].TakesExpressions;                           // which take all that has no name
        }

        return shown.Count == 0 ? Entry.Card.Id : $"{Entry.Card.Id}({string.Join(", ", shown)})";
    }
}
