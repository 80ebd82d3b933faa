using System.Globalization;
using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// ListOps (Nangia and Bowman 2018, arXiv:1804.06028) with the grammar of Long Range Arena (Tay et al. 2020, arXiv:2011.04006): nested
/// minimum, maximum, median and sum modulo ten of digits.
/// </summary>
/// <remarks>
/// A place is an operation with probability ¼ and depth left, else a digit; an operation has from two to the most arguments.
/// Expressions outside the lengths are drawn again. Rows are padded at their start, so that the last symbol, at which the value is
/// asked for, closes the expression.
/// </remarks>
public sealed class ListOps : Generator
{
    private const int Minimum = 10, Maximum = 11, Median = 12, SumModulo = 13, Close = 14, Padding = 15;
    private const double Nested = 0.25;
    private readonly int shortest;
    private readonly int depth;
    private readonly int most;

    /// <summary>Checks the sizes.</summary>
    /// <param name="shortest">The fewest symbols of an expression.</param>
    /// <param name="longest">The most, and the length of a row.</param>
    /// <param name="depth">How deep operations may be nested, digits included.</param>
    /// <param name="most">The most arguments of an operation.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit.</exception>
    public ListOps(int shortest = 32, int longest = 128, int depth = 5, int most = 5)
    {
        Length = Sound(longest, shortest >= 4 && longest >= shortest,
            $"Expressions of {shortest} to {longest} symbols make no sense: the shortest has 4.");
        this.depth = Sound(depth, depth >= 2, $"An operation and its digits need a depth of 2, not {depth}.");
        this.most = Sound(most, most >= 2, $"An operation has at least 2 arguments, not {most}.");
        var largest = 0.0;
        for (var level = 1; level < depth; level++) largest = 2 + most * Math.Max(1, largest);
        this.shortest = Sound(shortest, shortest <= largest / 2,
            $"Expressions of {shortest} symbols are too rare at depth {depth} with {most} arguments: the largest has {largest}.");
    }

    /// <inheritdoc />
    public override int Symbols => Padding + 1;

    /// <inheritdoc />
    public override int Length { get; }

    /// <inheritdoc />
    public override int Choices => 10;

    /// <summary>The value of an expression.</summary>
    /// <param name="symbols">Digits as they are, <c>[MIN</c> 10, <c>[MAX</c> 11, <c>[MED</c> 12, <c>[SM</c> 13, <c>]</c> 14.</param>
    /// <exception cref="FormatException">It is no expression.</exception>
    public static int Value(ReadOnlySpan<long> symbols)
    {
        var open = new Stack<(long Operation, List<int> Arguments)>([(-1, [])]);
        foreach (var symbol in symbols)
        {
            if (symbol is >= Minimum and < Close) open.Push((symbol, []));
            else if (symbol is >= 0 and < 10) open.Peek().Arguments.Add((int)symbol);
            else if (symbol == Close && open.Count > 1 && open.Pop() is { Arguments.Count: > 0 } done)
                open.Peek().Arguments.Add(Apply(done.Operation, done.Arguments));
            else throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The symbol {symbol} makes no sense there."));
        }

        return open.Count == 1 && open.Peek().Arguments is [var value] ? value
            : throw new FormatException("The expression does not end, or there are several.");
    }

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        var drawn = new List<long>();
        do
        {
            drawn.Clear();
            Append(draws, drawn, 1);
        }
        while (drawn.Count < shortest || drawn.Count > Length);

        given.Fill(Padding);
        for (var i = 0; i < drawn.Count; i++) given[Length - drawn.Count + i] = drawn[i];
        wanted[Length - 1] = Value(given[(Length - drawn.Count)..]);
    }

    private void Append(Draws draws, List<long> drawn, int level)
    {
        if (drawn.Count > Length) return;                                                  // too long already
        if (level >= depth || draws.Share() >= Nested)
        {
            drawn.Add(draws.Below(10));
            return;
        }

        drawn.Add(Minimum + draws.Below(4));
        for (var arguments = draws.Between(2, most + 1); arguments > 0; arguments--) Append(draws, drawn, level + 1);
        drawn.Add(Close);
    }

    private static int Apply(long operation, List<int> x) => operation switch
    {
        Minimum => x.Min(),
        Maximum => x.Max(),
        SumModulo => x.Sum() % 10,
        Median => Middle([.. x.Order()]),
        _ => throw new FormatException($"There is no operation {operation}."),
    };

    /// <summary>The median; of an even number the mean of the two in the middle, cut off to a whole number.</summary>
    private static int Middle(int[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
