namespace Heed;

/// <summary>A choice that a family of mechanisms leaves open. An expression fills each hole at most once; an empty one takes the family's default.</summary>
/// <param name="Name">The name in messages.</param>
/// <param name="Family">The family that has this hole.</param>
/// <param name="Order">The place in the canonical order, which is the order of the computation.</param>
/// <param name="Question">What the hole decides.</param>
public sealed record Hole(string Name, Family Family, int Order, string Question)
{
    /// <summary>How alike a query and a key are.</summary>
    public static Hole Score { get; } = new("score", Family.Pairwise, 0, "how alike are a query and a key");

    /// <summary>How large a score may become; between the score and the position in the order of operations.</summary>
    public static Hole Cap { get; } = new("cap", Family.Pairwise, 1, "how large may a score become");

    /// <summary>How distance matters.</summary>
    public static Hole Position { get; } = new("position", Family.Pairwise, 2, "how does distance matter");

    /// <summary>Which pairs may meet.</summary>
    public static Hole Mask { get; } = new("mask", Family.Pairwise, 3, "which pairs may meet");

    /// <summary>How scores become weights.</summary>
    public static Hole Normaliser { get; } = new("normaliser", Family.Pairwise, 4, "how do scores become weights");

    /// <summary>How heads share and mix.</summary>
    public static Hole Heads { get; } = new("heads", Family.Pairwise, 5, "how do heads share and mix");

    /// <summary>What queries and keys are mapped to before they meet.</summary>
    public static Hole Features { get; } = new("features", Family.Recurrent, 0, "what are queries and keys mapped to");

    /// <summary>How the memory fades.</summary>
    public static Hole Decay { get; } = new("decay", Family.Recurrent, 1, "how does the memory fade");

    /// <summary>How a token is written into the memory.</summary>
    public static Hole Write { get; } = new("write", Family.Recurrent, 2, "how is a token written into the memory");

    /// <summary>What the reading is divided by.</summary>
    public static Hole Readout { get; } = new("readout", Family.Recurrent, 3, "what is the reading divided by");

    /// <summary>The name of the hole.</summary>
    public override string ToString() => Name;
}

/// <summary>How the weights of a mechanism come about.</summary>
public enum Family
{
    /// <summary>Every query is compared with every key that it may see.</summary>
    Pairwise,

    /// <summary>A memory of fixed size is written and read token by token.</summary>
    Recurrent,

    /// <summary>A class of its own, which does not compose.</summary>
    Alone,
}
