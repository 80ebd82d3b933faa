using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// Compression (Poli et al. 2024, arXiv:2403.17844): random symbols and a mark, at whose place a model must hold all of them; a small
/// network that is told a place rebuilds the symbol there.
/// </summary>
/// <remarks>All places ask for their own symbol, the mark's included, as published.</remarks>
/// <param name="symbols">Size of the vocabulary, the mark included.</param>
/// <param name="length">Symbols in a row.</param>
/// <exception cref="ArgumentException">Sizes that do not fit.</exception>
public sealed class Compression(int symbols = 16, int length = 32) : Generator
{
    /// <inheritdoc />
    public override int Symbols { get; } = Sound(symbols, symbols >= 2, $"A vocabulary of {symbols} leaves nothing besides the mark.");

    /// <inheritdoc />
    public override int Length { get; } = Sound(length, length >= 2, $"A row of {length} leaves nothing besides the mark.");

    /// <inheritdoc />
    public override int Choices => Symbols - 1;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        for (var i = 0; i < Length; i++) wanted[i] = given[i] = i == Length - 1 ? Symbols - 1 : draws.Below(Symbols - 1);
    }
}
