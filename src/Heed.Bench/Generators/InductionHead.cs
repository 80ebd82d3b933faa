using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// The induction heads task (Fu et al. 2022, arXiv:2212.14052): a mark stands somewhere among random symbols and again at the end, where
/// the symbol that followed it is asked for.
/// </summary>
/// <remarks>The mark is the last symbol of the vocabulary and stands twice in a row, no more.</remarks>
/// <param name="length">Symbols in a row.</param>
/// <param name="symbols">Size of the vocabulary, the mark included.</param>
/// <exception cref="ArgumentException">Sizes that do not fit.</exception>
public sealed class InductionHead(int length = 32, int symbols = 16) : Generator
{
    /// <inheritdoc />
    public override int Symbols { get; } = Sound(symbols, symbols >= 2, $"A vocabulary of {symbols} leaves nothing besides the mark.");

    /// <inheritdoc />
    public override int Length { get; } = Sound(length, length >= 3, $"Mark, symbol and mark need a length of 3, not {length}.");

    /// <inheritdoc />
    public override int Choices => Symbols - 1;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        for (var i = 0; i < Length; i++) given[i] = draws.Below(Symbols - 1);
        var place = draws.Between(0, Length - 2);
        (given[place], given[Length - 1], wanted[Length - 1]) = (Symbols - 1, Symbols - 1, given[place + 1]);
    }
}
