namespace Heed;

/// <summary>One word of the catalog.</summary>
/// <param name="Card">What it says of itself.</param>
/// <param name="Type">The class.</param>
/// <param name="Summary">The first sentence of its documentation.</param>
/// <param name="Remarks">The rest of it.</param>
/// <param name="Parameters">The arguments that it takes.</param>
/// <param name="Create">Makes it from one value for each parameter.</param>
public sealed record Entry(Card Card, Type Type, string Summary, string Remarks, IReadOnlyList<Argument> Parameters,
    Func<object?[], Component> Create)
{
    /// <summary>The mechanism that the word alone stands for, with default arguments. Creates no tensor.</summary>
    public Mechanism Mechanism => field ??= Expression.Parse(Card.Id).ToMechanism();

    /// <summary>What one of its arguments takes, in words: the kind of number, and which of them the word accepts, which it is asked
    /// itself.</summary>
    /// <param name="argument">One of <see cref="Parameters"/>.</param>
    /// <exception cref="ArgumentException">It is an argument of another word.</exception>
    public string Takes(Argument argument)
    {
        for (var i = 0; i < Parameters.Count; i++)
            if (Parameters[i] == argument) return argument.Kind + ArgumentRange.Of(this, i);
        throw new ArgumentException($"'{Card.Id}' has no argument '{argument?.Name}'.", nameof(argument));
    }

    /// <summary>An entry for a class. The generator calls this.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="summary">The first sentence of its documentation.</param>
    /// <param name="remarks">The rest of it.</param>
    /// <param name="parameters">The arguments that it takes.</param>
    /// <param name="create">Makes it from one value for each parameter.</param>
    public static Entry Of<T>(string summary, string remarks, Argument[] parameters, Func<object?[], Component> create)
        where T : Component, ICataloged<T> => new(T.Card, typeof(T), summary, remarks, parameters, create);
}

/// <summary>An argument of a word: a parameter of its class's constructor.</summary>
/// <param name="Name">The name in expressions and files.</param>
/// <param name="Type">int, long, double, bool, string or an enumeration, a list of numbers, or expressions.</param>
/// <param name="Default">What it is when not given; null means that the mechanism decides.</param>
/// <param name="Meaning">What it does.</param>
public sealed record Argument(string Name, Type Type, object? Default, string Meaning)
{
    /// <summary>The words that an enumeration takes, else none.</summary>
    public IReadOnlyList<string> Choices => Type.IsEnum ? [.. Enum.GetNames(Type).Select(n => Spelling.Choice(Type, n))] : [];

    /// <summary>Whether it takes expressions: then it takes all that are given.</summary>
    public bool TakesExpressions => Type == typeof(Expression[]);

    /// <summary>What it takes, in words.</summary>
    public string Kind => Type == typeof(long[]) ? "a list of whole numbers such as [2, 4, 3]"
        : Type == typeof(double[]) ? "a list of numbers such as [1, 0.5]"
        : TakesExpressions ? "expressions"
        : Type.IsEnum ? string.Join(" or ", Choices)
        : Type == typeof(bool) ? "true or false"
        : Type == typeof(string) ? "a word of letters and digits"
        : Type == typeof(double) ? "a number" : "a whole number";
}
