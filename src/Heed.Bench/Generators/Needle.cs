using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// A needle in a haystack, symbol by symbol (after Hsieh et al. 2024, arXiv:2404.06654): mark, key and value somewhere in filler; at the
/// end mark and key ask for the value.
/// </summary>
/// <remarks>
/// Number 0 is the mark; then as many keys, as many values, as many fillers as asked for. The needle's place is at a share of what is
/// before the question; rows to learn from have it anywhere.
/// </remarks>
public sealed class Needle : Generator
{
    private readonly int kinds;
    private readonly double depth;

    /// <summary>Checks the sizes.</summary>
    /// <param name="length">Symbols in a row, needle and question included.</param>
    /// <param name="depth">Where the needle is in rows to be judged by: 0 at the start, 1 just before the question.</param>
    /// <param name="kinds">How many keys there are, how many values, and how many fillers.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit.</exception>
    public Needle(int length = 64, double depth = 0.5, int kinds = 32)
    {
        Length = Sound(length, length >= 5, $"Needle and question need a length of 5, not {length}.");
        this.kinds = Sound(kinds, kinds >= 1, $"At least one key is needed, not {kinds}.");
        this.depth = depth is >= 0 and <= 1 ? depth : throw new ArgumentException($"A depth goes from 0 to 1, not {depth}.", nameof(depth));
    }

    /// <inheritdoc />
    public override int Symbols => 1 + 3 * kinds;

    /// <inheritdoc />
    public override int Length { get; }

    /// <inheritdoc />
    public override int Choices => kinds;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        for (var i = 0; i < Length; i++) given[i] = draws.Between(1 + 2 * kinds, Symbols);
        var last = Length - 5;                                                             // the last place where the needle fits
        var place = training ? draws.Between(0, last + 1) : (int)Math.Round(depth * last);
        var (key, value) = (draws.Between(1, 1 + kinds), draws.Between(1 + kinds, 1 + 2 * kinds));
        (given[place], given[place + 1], given[place + 2]) = (0, key, value);
        (given[Length - 2], given[Length - 1], wanted[Length - 1]) = (0, key, value);
    }
}
