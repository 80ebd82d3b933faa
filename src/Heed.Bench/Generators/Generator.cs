using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// Makes up the rows of a synthetic task. A row follows from the seed and its number alone, so it is the same however the rows
/// are divided into batches.
/// </summary>
public abstract class Generator
{
    private const long Train = 1, Test = 2;

    /// <summary>How many symbols there are, from 0 on.</summary>
    public abstract int Symbols { get; }

    /// <summary>Symbols in a row.</summary>
    public abstract int Length { get; }

    /// <summary>How many answers there are to choose from: what a guess is measured by.</summary>
    public abstract int Choices { get; }

    /// <summary>Rows to learn from.</summary>
    /// <param name="seed">The seed of the task.</param>
    /// <param name="first">The number of the first row.</param>
    /// <param name="count">How many.</param>
    /// <param name="different">How many different rows there are, which then come again; null = no end of them.</param>
    public Rows ToLearn(int seed, long first, int count, long? different = null) =>
        Draw(seed, Train, first, count, different, training: true);

    /// <summary>Rows to be judged by; none of them is drawn with the numbers of those to learn from.</summary>
    /// <param name="seed">The seed of the task.</param>
    /// <param name="count">How many.</param>
    public Rows ToJudge(int seed, int count) => Draw(seed, Test, 0, count, null, training: false);

    /// <summary>Fills one row.</summary>
    /// <param name="draws">Where chance comes from.</param>
    /// <param name="given">The symbols, all 0 at first.</param>
    /// <param name="wanted">The answers, all <see cref="Rows.Ignore"/> at first.</param>
    /// <param name="training">Whether it is to learn from; some recipes ask for more then.</param>
    private protected abstract void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training);

    /// <summary>Throws with a reason.</summary>
    /// <exception cref="ArgumentException">When it is wrong.</exception>
    private protected static int Sound(int value, bool right, string message) => right ? value : throw new ArgumentException(message);

    private Rows Draw(int seed, long use, long first, int count, long? different, bool training)
    {
        var rows = new Rows(count, Length);
        for (var i = 0; i < count; i++)
        {
            rows.Wanted(i).Fill(Rows.Ignore);
            var number = different is { } d ? (first + i) % d : first + i;
            Fill(new Draws(seed, number * 4 + use), rows.Given(i), rows.Wanted(i), training);
        }

        return rows;
    }
}
