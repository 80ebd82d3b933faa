namespace Heed;

/// <summary>A step in the computation of a family of mechanisms, which parts may take.</summary>
/// <param name="Name">The name in messages.</param>
/// <param name="Order">The place in the canonical order, which is the order of the computation.</param>
/// <param name="Question">What it decides.</param>
public sealed record Stage(string Name, int Order, string Question)
{
    /// <summary>How many parts may take it.</summary>
    public Arity Takes { get; init; }

    /// <summary>The name of the stage.</summary>
    public override string ToString() => Name;
}

/// <summary>How many parts a stage takes.</summary>
public enum Arity
{
    /// <summary>One at most; when it is empty the family's default stands.</summary>
    One,

    /// <summary>Any number, in whatever order.</summary>
    Several,

    /// <summary>Any number, in the order in which they are written.</summary>
    InOrder,
}
