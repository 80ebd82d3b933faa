using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// In-context recall and noisy in-context recall (Poli et al. 2024, arXiv:2403.17844): a map from keys to values that is new in each row is
/// shown pair by pair, and must be known when a key comes again.
/// </summary>
/// <remarks>
/// Keys are the first half of the vocabulary without the noise, values the second; pairs are drawn with replacement. Each pair but one and
/// the last is, with the share of noise, two symbols of noise instead. The last pair has a key that was seen. What is judged is the value
/// of every key that was seen before; learned is every next symbol.
/// </remarks>
public sealed class ContextRecall : Generator
{
    private readonly double noise;
    private readonly int own;

    /// <summary>Checks the sizes.</summary>
    /// <param name="symbols">Size of the vocabulary, the noise included.</param>
    /// <param name="length">Symbols of all pairs; even. A row has one less, because the last symbol is only asked for.</param>
    /// <param name="noiseSymbols">How many symbols of the vocabulary are noise.</param>
    /// <param name="noise">The share of noise.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit.</exception>
    public ContextRecall(int symbols = 16, int length = 128, int noiseSymbols = 0, double noise = 0)
    {
        Symbols = symbols;
        Length = Sound(length, length % 2 == 0 && length >= 4, $"The length must be even and at least 4, not {length}.") - 1;
        own = Sound(symbols - noiseSymbols, symbols - noiseSymbols >= 2,
            $"{symbols} symbols of which {noiseSymbols} are noise leave no key and value.");
        if (noise is not (>= 0 and < 1) || (noise > 0 && noiseSymbols < 1))
            throw new ArgumentException($"A share of noise of {noise} with {noiseSymbols} symbols of noise makes no sense.");
        this.noise = noise;
    }

    /// <inheritdoc />
    public override int Symbols { get; }

    /// <inheritdoc />
    public override int Length { get; }

    /// <inheritdoc />
    public override int Choices => own - own / 2;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        var pairs = (Length + 1) / 2;
        // A pair that is no noise, as published: it may be the last.
        var surely = draws.Between(0, pairs);
        var map = new Dictionary<int, int>();
        for (var i = 0; i < pairs; i++)
        {
            var last = i == pairs - 1;
            var (first, second, asked) = (0, 0, false);
            if (!last && noise > 0 && i != surely && draws.Share() < noise)
            {
                (first, second) = (draws.Between(own, Symbols), draws.Between(own, Symbols));
            }
            else
            {
                // Where all before it was noise, the last pair is new and cannot be known, so it is not asked for.
                first = last && map.Count > 0 ? map.Keys.ElementAt((int)draws.Below(map.Count)) : draws.Between(0, own / 2);
                asked = map.TryGetValue(first, out second);
                if (!asked) map[first] = second = draws.Between(own / 2, own);
            }

            given[2 * i] = first;
            if (!last) given[2 * i + 1] = second;
            if (training && i > 0) wanted[2 * i - 1] = first;
            if (training || asked) wanted[2 * i] = second;
        }
    }
}
