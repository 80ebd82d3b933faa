using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// Memorization (Poli et al. 2024, arXiv:2403.17844): a map from keys to values that is the same in all rows and stands in none of them;
/// after a key a mark asks for its value.
/// </summary>
/// <remarks>
/// The last symbol is the mark; of the others the first half are keys, and their values a random order of the second half. The map has
/// a seed of its own, 12345.
/// </remarks>
public sealed class Memorization : Generator
{
    private const int MapSeed = 12345;
    private readonly int[] map;

    /// <summary>Checks the sizes and draws the map.</summary>
    /// <param name="symbols">Size of the vocabulary, the mark included.</param>
    /// <param name="length">Symbols in a row; even.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit.</exception>
    public Memorization(int symbols = 256, int length = 32)
    {
        Symbols = Sound(symbols, symbols >= 3, $"A vocabulary of {symbols} leaves no key and value besides the mark.");
        Length = Sound(length, length >= 2 && length % 2 == 0, $"The length must be even and at least 2, not {length}.");
        var keys = (symbols - 1) / 2;
        map = [.. new Draws(MapSeed, 0).Order(symbols - 1 - keys).Take(keys).Select(v => keys + v)];
    }

    /// <inheritdoc />
    public override int Symbols { get; }

    /// <inheritdoc />
    public override int Length { get; }

    /// <inheritdoc />
    public override int Choices => map.Length;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        for (var i = 0; i < Length; i += 2)
        {
            var key = (int)draws.Below(map.Length);
            (given[i], given[i + 1], wanted[i + 1]) = (key, Symbols - 1, map[key]);
        }
    }
}
