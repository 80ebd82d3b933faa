namespace Heed;

/// <summary>What travels with every word of the catalog: its name, where it comes from, what it computes and what that costs.</summary>
/// <remarks>The laws are not on the card: they are derived from the parts (see <see cref="Laws.Law"/>) and tested.</remarks>
public sealed record Card
{
    /// <summary>The word that names it in expressions, files and addresses: lower case, words joined by hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people use.</summary>
    public required string Name { get; init; }

    /// <summary>The paper that proposed it; null where it is older than any paper that could be named.</summary>
    public required Citation? Cite { get; init; }

    /// <summary>The formula in one line of plain Unicode.</summary>
    public required string Formula { get; init; }

    /// <summary>The same formula in TeX.</summary>
    public required string Tex { get; init; }

    /// <summary>What it costs per head.</summary>
    public required Cost Cost { get; init; }

    /// <summary>
    /// Options that other mechanisms of the family accept through this one: because <c>soft-cap</c> lists <c>softcap</c>,
    /// a file that gives <c>{"softcap": 30}</c> to <c>alibi</c> means <c>soft-cap(30) + alibi</c>.
    /// </summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>
    /// Whether its paper puts it between the states of a decoder and a memory as they are, with no map of either before: then a recurrent
    /// decoder does so, too, and learns what it declares and nothing else.
    /// </summary>
    public bool OfDecoders { get; init; }

    /// <summary>
    /// How far float32 may lie from float64, as a share of the largest number of a tensor; gradients and scores in the thousands included.
    /// </summary>
    public double Float32Bound { get; init; } = 1e-5;

    /// <summary>A few output numbers that code not of ours computed; null where a golden file has such numbers.</summary>
    public Witness? Witness { get; init; }
}
