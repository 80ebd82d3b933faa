using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// Selective copying (Poli et al. 2024, arXiv:2403.17844): symbols among blanks, a mark, and then blanks at which the symbols are
/// asked for in their order.
/// </summary>
/// <remarks>
/// The last two symbols are the blank and the mark. Each blank stands before a random one of the symbols, never
/// after the last, as published.
/// </remarks>
public sealed class SelectiveCopy : Generator
{
    private readonly int copied;

    /// <summary>Checks the sizes.</summary>
    /// <param name="symbols">Size of the vocabulary, blank and mark included.</param>
    /// <param name="length">Symbols in a row, more than twice those copied and one.</param>
    /// <param name="copied">How many are copied.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit.</exception>
    public SelectiveCopy(int symbols = 16, int length = 256, int copied = 16)
    {
        Symbols = Sound(symbols, symbols >= 4, $"A vocabulary of {symbols} leaves nothing to copy besides blank and mark.");
        Length = Sound(length, copied >= 1 && length > 2 * copied + 1,
            $"To copy {copied} symbols a row needs more than {2 * copied + 1}, not {length}.");
        this.copied = copied;
    }

    /// <inheritdoc />
    public override int Symbols { get; }

    /// <inheritdoc />
    public override int Length { get; }

    /// <inheritdoc />
    public override int Choices => Symbols - 2;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        given.Fill(Symbols - 2);
        var before = new int[copied];                                                      // blanks before each symbol
        for (var blanks = Length - 2 * copied - 1; blanks > 0; blanks--) before[draws.Between(0, copied)]++;
        var at = 0;
        for (var i = 0; i < copied; i++)
        {
            at += before[i];
            wanted[Length - copied + i] = given[at++] = draws.Between(0, Symbols - 2);
        }

        given[Length - copied - 1] = Symbols - 1;
    }
}
