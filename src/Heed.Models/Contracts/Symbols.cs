namespace Heed.Models;

/// <summary>
/// The symbols that a model reads or writes, numbered: letters, phonemes, words. The first four numbers are marks that stand for no symbol.
/// </summary>
public sealed class Symbols
{
    /// <summary>Fills the end of a short row in a batch.</summary>
    public const int Pad = 0;

    /// <summary>Stands before the first symbol that is written.</summary>
    public const int Start = 1;

    /// <summary>Stands after the last symbol that is written.</summary>
    public const int End = 2;

    /// <summary>Stands for every symbol that the vocabulary lacks.</summary>
    public const int Unknown = 3;

    private static readonly string[] Marks = ["<pad>", "<start>", "<end>", "<unknown>"];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    /// <summary>Numbers the symbols in the order in which they are given, from 4 on.</summary>
    /// <param name="own">Distinct symbols, the marks not among them.</param>
    /// <exception cref="ArgumentException">A symbol is given twice, or reads like a mark.</exception>
    public Symbols(IEnumerable<string> own)
    {
        Own = [.. own];
        foreach (var symbol in Marks.Concat(Own))
        {
            if (!ids.TryAdd(symbol, ids.Count))
                throw new ArgumentException(
                    $"The symbol '{symbol}' is {(Marks.Contains(symbol) ? "a mark of the model's own" : "given twice")}.", nameof(own));
        }
    }

    /// <summary>The symbols without the marks, in the order of their numbers: what a file needs to make this vocabulary again.</summary>
    public IReadOnlyList<string> Own { get; }

    /// <summary>How many numbers there are, those of the marks included.</summary>
    public int Count => ids.Count;

    /// <summary>What a number stands for.</summary>
    /// <param name="id">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    public string this[int id] => id < 0 || id >= Count
        ? throw new ArgumentOutOfRangeException(nameof(id), id, $"The vocabulary has the numbers 0 to {Count - 1}.")
        : id < Marks.Length ? Marks[id] : Own[id - Marks.Length];

    /// <summary>A vocabulary of everything that occurs, in ordinal order, so that the order of the data does not matter.</summary>
    /// <param name="seen">Symbols, however often.</param>
    public static Symbols Of(IEnumerable<string> seen) => new(seen.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The number of a symbol, or <see cref="Unknown"/>.</summary>
    /// <param name="symbol">Any text.</param>
    public int Id(string symbol) => ids.TryGetValue(symbol, out var id) && id >= Marks.Length ? id : Unknown;

    /// <summary>The numbers of symbols.</summary>
    /// <param name="symbols">One after the other.</param>
    public int[] Encode(IEnumerable<string> symbols) => [.. symbols.Select(Id)];

    /// <summary>The symbols of numbers: padding and the start are left out, and nothing is read beyond the end.</summary>
    /// <param name="symbols">Numbers of this vocabulary.</param>
    public string[] Decode(IEnumerable<int> symbols) =>
        [.. symbols.TakeWhile(id => id != End).Where(id => id is not (Pad or Start)).Select(id => this[id])];
}
