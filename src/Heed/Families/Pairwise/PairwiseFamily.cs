namespace Heed.Pairwise;

/// <summary>
/// Every query is compared with every key that it may see:
/// prepare → score × factor → cap → biases → masks → normaliser → mixing → values → gates.
/// </summary>
public sealed class PairwiseFamily : Family
{
    /// <summary>Which inputs become queries, keys and values, and how heads share them.</summary>
    public static Stage Sharing { get; } = new("sharing", 0, "how do heads share keys and values");

    /// <summary>What happens to queries and keys before they meet.</summary>
    public static Stage Prepare { get; } = new("prepare", 1, "what happens to queries and keys before they meet") { Takes = Arity.InOrder };

    /// <summary>Which keys and values there are besides those of the text.</summary>
    public static Stage Context { get; } =
        new("context", 2, "which keys and values are there besides those of the text") { Takes = Arity.InOrder };

    /// <summary>How alike a query and a key are.</summary>
    public static Stage Score { get; } = new("score", 3, "how alike are a query and a key");

    /// <summary>How large a score may become.</summary>
    public static Stage Cap { get; } = new("cap", 4, "how large may a score become");

    /// <summary>What is added to scores.</summary>
    public static Stage Bias { get; } = new("bias", 5, "what is added to a score") { Takes = Arity.Several };

    /// <summary>Which pairs may meet.</summary>
    public static Stage Mask { get; } = new("mask", 6, "which pairs may meet") { Takes = Arity.Several };

    /// <summary>Which keys a cache of limited size holds on to.</summary>
    public static Stage Policy { get; } = new("cache policy", 7, "which keys does a cache of limited size hold on to");

    /// <summary>How scores become weights.</summary>
    public static Stage Normaliser { get; } = new("normaliser", 8, "how do scores become weights");

    /// <summary>How heads speak to one another.</summary>
    public static Stage Mixing { get; } = new("mixing", 9, "how do heads speak to one another") { Takes = Arity.InOrder };

    /// <summary>What queries make of the values that they weigh.</summary>
    public static Stage Values { get; } = new("values", 10, "what do queries make of the values that they weigh");

    /// <summary>What becomes of the result.</summary>
    public static Stage Gate { get; } = new("gate", 11, "what becomes of what was read") { Takes = Arity.InOrder };

    /// <summary>The family.</summary>
    public static PairwiseFamily Instance { get; } = new();

    /// <inheritdoc />
    public override int Order => 0;

    /// <inheritdoc />
    public override string Summary => "Every query is compared with every key that it may see.";

    /// <inheritdoc />
    public override IReadOnlyList<Stage> Stages { get; } =
        [Sharing, Prepare, Context, Score, Cap, Bias, Mask, Policy, Normaliser, Mixing, Values, Gate];

    /// <inheritdoc />
    public override Mechanism Compose(IReadOnlyList<Part> parts) => new PairwiseAttention(parts);
}
