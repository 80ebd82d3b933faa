using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// Copying of a string (Jelassi et al. 2024, arXiv:2402.01032): start, letters, a separator, and then the same letters, each asked
/// for from the one before.
/// </summary>
/// <remarks>
/// Letters have the numbers 0 to 25, padding 26, start 27, separator 28. Rows to learn from have strings of all lengths from 1 on, padded
/// at their end; rows to be judged by have the greatest length.
/// </remarks>
/// <param name="letters">The greatest length of a string.</param>
/// <exception cref="ArgumentException">No letters.</exception>
public sealed class Copying(int letters = 16) : Generator
{
    private const int Alphabet = 26, Padding = 26, Start = 27, Separator = 28;
    private readonly int letters = Sound(letters, letters >= 1, $"A string has at least one letter, not {letters}.");

    /// <inheritdoc />
    public override int Symbols => Separator + 1;

    /// <inheritdoc />
    public override int Length => 2 * letters + 1;

    /// <inheritdoc />
    public override int Choices => Alphabet;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        var count = training ? draws.Between(1, letters + 1) : letters;
        given.Fill(Padding);
        (given[0], given[count + 1]) = (Start, Separator);
        for (var i = 0; i < count; i++)
        {
            var letter = draws.Below(Alphabet);
            wanted[count + 1 + i] = given[1 + i] = letter;
            if (i + 1 < count) given[count + 2 + i] = letter;
        }
    }
}
