using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>
/// Fuzzy in-context recall (Poli et al. 2024, arXiv:2403.17844): as in-context recall, but keys and values are several symbols long.
/// </summary>
/// <remarks>
/// The last symbol is padding; of the others the first half make keys, the second values. A motif is from one to so many different symbols
/// in some order; keys have all lengths in rows to learn from and the greatest in rows to be judged by. One pair is surely shown and comes
/// again at the end. Pairs stop where another one of greatest length and the last would not fit, and the row is padded at its start. As
/// published the pair's place may lie beyond the last, so that it is asked for without having been shown; here it is always shown. What is
/// judged is the values of keys that were seen before, all of their symbols; learned is every next symbol.
/// </remarks>
public sealed class FuzzyRecall : Generator
{
    private readonly int longest;
    private readonly int keys;

    /// <summary>Checks the sizes.</summary>
    /// <param name="symbols">Size of the vocabulary, padding included.</param>
    /// <param name="length">Symbols in a row.</param>
    /// <param name="longest">The most symbols of a key, and of a value.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit.</exception>
    public FuzzyRecall(int symbols = 16, int length = 128, int longest = 3)
    {
        keys = (symbols - 1) / 2;
        this.longest = Sound(longest, longest >= 1, $"A key has at least one symbol, not {longest}.");
        Symbols = Sound(symbols, keys >= longest,
            $"A vocabulary of {symbols} has {keys} symbols for keys, fewer than the {longest} of one.");
        Length = Sound(length, length > 6 * longest,
            $"Two pairs and what must be left free need more than {6 * longest} symbols, not {length}.");
    }

    /// <inheritdoc />
    public override int Symbols { get; }

    /// <inheritdoc />
    public override int Length { get; }

    /// <inheritdoc />
    public override int Choices => Symbols - 1 - keys;

    private protected override void Fill(Draws draws, Span<long> given, Span<long> wanted, bool training)
    {
        var (row, asked, map) = (new List<int>(), new List<bool>(), new Dictionary<string, int[]>());
        var probe = Key(draws, training);
        var answer = Value(draws);
        var size = probe.Length + answer.Length;
        var end = Length - size - 2 * longest;
        // Reached before the end, whatever is shown till then.
        var place = draws.Between(0, end - 2 * longest);
        var shown = false;
        while (row.Count < end)
        {
            var due = !shown && row.Count >= place;
            var key = due ? probe : Key(draws, training);
            var isProbe = key.SequenceEqual(probe);
            shown |= isProbe;
            Show(key, isProbe ? answer : Value(draws));
        }

        Show(probe, answer);
        var padding = Length + 1 - row.Count;
        for (var i = 0; i < Length; i++)
        {
            given[i] = i < padding ? Symbols - 1 : row[i - padding];
            var next = i + 1 < padding ? Symbols - 1 : row[i + 1 - padding];
            if (training || (i + 1 >= padding && asked[i + 1 - padding])) wanted[i] = next;
        }

        void Show(int[] key, int[] value)
        {
            var name = string.Join(' ', key);
            var seen = !map.TryAdd(name, value);
            row.AddRange(key);
            row.AddRange(map[name]);
            asked.AddRange(Enumerable.Repeat(false, key.Length).Concat(Enumerable.Repeat(seen, map[name].Length)));
        }
    }

    private int[] Key(Draws draws, bool training) => draws.Different(0, keys, training ? draws.Between(1, longest + 1) : longest);

    private int[] Value(Draws draws) => draws.Different(keys, Symbols - 1, draws.Between(1, longest + 1));
}
