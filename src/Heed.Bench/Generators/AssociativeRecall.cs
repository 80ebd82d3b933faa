using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// Multi-query associative recall (Arora et al. 2023, arXiv:2312.04927): pairs of a key and a value, then the keys again somewhere, most of
/// them soon; at each the value is asked for.
/// </summary>
/// <remarks>
/// Keys are different symbols from 1 to below half the vocabulary, values different ones from the other half. Key j is asked for at
/// 2·pairs + 2·gapⱼ; gaps are different and follow the power law p(g) ∝ (g + 1)^(power − 1). With fillers every other place has any symbol
/// of the vocabulary at random, else 0.
/// </remarks>
public sealed class AssociativeRecall : Generator
{
    private readonly double[] upTo;
    private readonly bool fillers;

    /// <summary>Checks the sizes.</summary>
    /// <param name="symbols">Size of the vocabulary, larger than the length.</param>
    /// <param name="length">Symbols in a row; even, at least four for each pair.</param>
    /// <param name="pairs">How many keys.</param>
    /// <param name="power">The power law of the gaps; 1 makes them even.</param>
    /// <param name="fillers">Whether places that ask for nothing are filled at random.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit.</exception>
    public AssociativeRecall(int symbols = 256, int length = 64, int pairs = 8, double power = 0.01, bool fillers = true)
    {
        Pairs = Sound(pairs, pairs >= 1, $"At least one pair is needed, not {pairs}.");
        Length = Sound(length, length % 2 == 0 && 4 * pairs <= length,
            $"{pairs} pairs and their keys again need an even length of at least {4 * pairs}, not {length}.");
        Symbols = Sound(symbols, symbols > length && (symbols / 2) - 1 >= pairs,
            $"A vocabulary of {symbols} is too small: it must be larger than the length, {length}, "
                + $"and half of it hold {pairs} keys and the filler.");
        this.fillers = fillers;
        upTo = new double[(length - 2 * pairs) / 2];
        var sum = 0.0;
        for (var g = 0; g < upTo.Length; g++) upTo[g] = sum += Math.Pow(g + 1, power - 1);
    }

    /// <summary>How many pairs, and so many questions.</summary>
    public int Pairs { get; }

    /// <inheritdoc />
    public override int Symbols { get; }

    /// <inheritdoc />
    public override int Length { get; }

    /// <inheritdoc />
    public override int Choices => Symbols - Symbols / 2;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        var keys = draws.Different(1, Symbols / 2, Pairs);
        var values = draws.Different(Symbols / 2, Symbols, Pairs);
        var gaps = draws.Weighted(upTo, Pairs);
        for (var j = 0; j < Pairs; j++)
        {
            (given[2 * j], given[2 * j + 1]) = (keys[j], values[j]);
            var asked = 2 * Pairs + 2 * gaps[j];
            (given[asked], wanted[asked]) = (keys[j], values[j]);
        }

        for (var i = 2 * Pairs; fillers && i < given.Length; i++)
        {
            if (given[i] == 0) given[i] = draws.Below(Symbols);
        }
    }
}
