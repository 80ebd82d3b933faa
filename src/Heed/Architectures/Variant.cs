namespace Heed.Architectures;

/// <summary>A published size of an <see cref="Architecture"/>.</summary>
/// <param name="Name">What it is called, such as <c>8b</c>.</param>
/// <param name="Width">The width of a token between layers.</param>
/// <param name="Layers">Its layers, those of one kind together.</param>
public sealed record Variant(string Name, int Width, IReadOnlyList<LayerKind> Layers)
{
    private const long Long = 1 << 20;                                                     // beyond every window

    /// <summary>How many layers there are; a decoder's look at its source counts as a layer of its own.</summary>
    public int Depth => Layers.Sum(l => l.Count);

    /// <summary>How many numbers all layers keep more with each token of a long text: what lies in windows does not grow.</summary>
    public long NumbersPerToken => NumbersKept(Long + 1) - NumbersKept(Long);

    /// <summary>How many numbers all layers keep after so many tokens of one text, as the slots of their mechanisms declare.</summary>
    /// <param name="tokens">Tokens so far.</param>
    public long NumbersKept(long tokens) => Layers.Sum(l => l.Count * l.NumbersKept(tokens));
}

/// <summary>Layers of one kind.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Attention">What they compute, as an expression.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="HeadWidth">The width of a head's queries and keys; for a mechanism without heads, its channels.</param>
public sealed record LayerKind(int Count, string Attention, int Heads, int HeadWidth)
{
    /// <summary>Where they stand: <c>encoder</c>, <c>decoder</c> or <c>cross</c>; empty where there is one text.</summary>
    public string Place { get; init; } = "";

    /// <summary>The width of a head's values; null = that of its keys.</summary>
    public int? ValueWidth { get; init; }

    /// <summary>Sizes of inputs that follow from no width of a head, by their names in shapes: <c>Dc=512 Dr=64</c>.</summary>
    public string Sizes { get; init; } = "";

    /// <summary>The mechanism. Makes no tensor.</summary>
    public Mechanism Mechanism => Expression.Parse(Attention).ToMechanism();

    /// <summary>How many heads have keys and values of their own.</summary>
    public long KvHeads => Mechanism.KvHeads(Heads);

    /// <summary>How many numbers one such layer keeps after so many tokens of one text; 0 where it reads a text as a whole.</summary>
    /// <param name="tokens">Tokens so far.</param>
    public long NumbersKept(long tokens)
    {
        var mechanism = Mechanism;
        return mechanism.NumbersKept(SizesOf(mechanism, 1), tokens);
    }

    /// <summary>The sizes of a call of so many tokens.</summary>
    /// <param name="tokens">Tokens.</param>
    public Sizes For(long tokens) => SizesOf(Mechanism, tokens);

    private Sizes SizesOf(Mechanism mechanism, long tokens)
    {
        var own = Sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('='))
            .Select(s => (s[0], long.Parse(s[1], System.Globalization.CultureInfo.InvariantCulture)));
        return Heed.Sizes.For(mechanism, 1, Heads, tokens, tokens, HeadWidth, ValueWidth ?? HeadWidth).With([.. own]);
    }
}
