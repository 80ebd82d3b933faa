using System.Globalization;

namespace Heed;

/// <summary>
/// Which numbers an argument of a word takes, found by asking the word itself: it is made with one number after another, everything else
/// as it is when nothing is said.
/// </summary>
internal static class ArgumentRange
{
    /// <summary>The range in words, to stand after the kind of number.</summary>
    /// <param name="entry">The word.</param>
    /// <param name="index">Which of its arguments.</param>
    /// <returns>Empty for arguments that are no numbers, that take all of them, or whose numbers are not all those between two.</returns>
    public static string Of(Entry entry, int index)
    {
        var argument = entry.Parameters[index];
        if (argument.Type == typeof(long) || argument.Type == typeof(int))
        {
            var most = argument.Type == typeof(int) ? int.MaxValue : long.MaxValue;
            return Words(x => Takes(entry, index, argument.Type == typeof(int) ? (object)(int)x : x), -most - 1, most,
                [Whole(argument.Default), 1, 2, 4, 8, 0], x => x.ToString(CultureInfo.InvariantCulture), x => false);
        }

        if (argument.Type != typeof(double)) return "";
        return Words(x => Takes(entry, index, Number(x)), Order(double.MinValue), Order(double.MaxValue),
            [Order(argument.Default as double? ?? 1), Order(1), Order(0.5), Order(2), Order(0)],
            x => Number(x).ToString("G4", CultureInfo.InvariantCulture), x => Number(x) is 0 or 1 or -1 or 2);
    }

    /// <param name="takes">Whether a number is taken.</param>
    /// <param name="least">The least there is.</param>
    /// <param name="most">The largest.</param>
    /// <param name="likely">Some that may be taken, the likeliest first.</param>
    /// <param name="print">How a number is written.</param>
    /// <param name="isBound">Whether a number that is not taken is the better name of the bound: above 0.</param>
    private static string Words(Func<long, bool> takes, long least, long most, long[] likely, Func<long, string> print,
        Func<long, bool> isBound)
    {
        var taken = likely.Where(takes).ToArray();
        if (taken.Length == 0) return "";
        var (low, high) = (Edge(takes, taken[0], least), Edge(takes, taken[0], most));
        // even numbers only, say: then there is more between the edges, or beyond them, than two numbers can say
        if (taken.Any(x => x < low || x > high) || Between(low, high).Any(x => !takes(x))) return "";
        var (from, to) = (low == least ? "" : isBound(low - 1) ? $"above {print(low - 1)}" : print(low),
            high == most ? "" : isBound(high + 1) ? $"below {print(high + 1)}" : print(high));
        return (from, to) switch
        {
            ("", "") => "",
            (_, "") => from.StartsWith('a') ? $" {from}" : $" from {from} on",
            ("", _) => to.StartsWith('b') ? $" {to}" : $" up to {to}",
            _ => (from.StartsWith('a') ? $" {from}" : $" from {from}") + (to.StartsWith('b') ? $", {to}" : $" to {to}"),
        };
    }

    /// <summary>The last number on the way from one that is taken to the end of all numbers.</summary>
    private static long Edge(Func<long, bool> takes, long taken, long end)
    {
        if (takes(end)) return end;
        var (inside, outside) = (taken, end);
        while (true)
        {
            var middle = (inside >> 1) + (outside >> 1) + (inside & outside & 1);          // their sum may be more than a long
            if (middle == inside || middle == outside) return inside;
            if (takes(middle)) inside = middle;
            else outside = middle;
        }
    }

    private static IEnumerable<long> Between(long low, long high) =>
        new[] { low, low + 1, low + 2, high - 1, high, (low >> 1) + (high >> 1) }.Where(x => x >= low && x <= high);

    private static bool Takes(Entry entry, int index, object number)
    {
        var values = entry.Parameters.Select(p => p.Default).ToArray();
        values[index] = number;
        try
        {
            _ = entry.Create(values) is Recipe { Parts: _ };
            return true;
        }
        catch (Exception e) when (e is ArgumentException or ExpressionException or NotSupportedException)
        {
            return false;
        }
    }

    private static long Whole(object? number) => number is null ? 1 : Convert.ToInt64(number, CultureInfo.InvariantCulture);

    // doubles in their order as whole numbers, so that the next of one is the next of the other
    private static long Order(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x == 0 ? 0 : x);
        return bits < 0 ? long.MinValue - bits : bits;
    }

    private static double Number(long order) => BitConverter.Int64BitsToDouble(order < 0 ? long.MinValue - order : order);
}
