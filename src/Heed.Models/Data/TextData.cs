using System.Security.Cryptography;
using System.Text;
using Heed.Native;

namespace Heed.Models.Data;

/// <summary>
/// A text for a language model, symbol by symbol: its first part is learned, the rest is kept to validate and to test with.
/// </summary>
public sealed class TextData : DataSet
{
    /// <summary>Bytes of memory that a byte of a text takes until it is cut into characters.</summary>
    private const double Needed = 250;

    private readonly int[] text;
    private readonly int cut;

    /// <summary>Divides a text.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="text">The text.</param>
    /// <param name="segmentation">How it is cut.</param>
    /// <param name="share">The share to learn from; 0.9 is usual.</param>
    /// <exception cref="FormatException">The text has fewer than ten symbols.</exception>
    public TextData(string name, string text, Segmentation segmentation, double share = 0.9) : base(name, null)
    {
        ArgumentNullException.ThrowIfNull(segmentation);
        Segmentation = segmentation;
        var symbols = segmentation.Cut(text);
        if (symbols.Length < 10)
            throw new FormatException($"'{name}' has {symbols.Length} {segmentation.Id}, too few to learn from and to validate with.");
        Symbols = Symbols.Of(symbols);
        this.text = Symbols.Encode(symbols);
        cut = (int)(share * symbols.Length);
        if (cut < 1 || cut >= symbols.Length)
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share to learn from must leave something on either side.");
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{segmentation.Id} {cut}\n{text}")));
    }

    /// <summary>How the text is cut.</summary>
    public Segmentation Segmentation { get; }

    /// <summary>The vocabulary of the whole text.</summary>
    public Symbols Symbols { get; }

    /// <inheritdoc />
    public override string Hash { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; UTF-8. Its characters are the symbols.</param>
    /// <exception cref="IOException">The file is missing, or longer than there is memory for.</exception>
    /// <exception cref="FormatException">It is not valid UTF-8, or too short.</exception>
    public static TextData Open(string path)
    {
        var most = (long)(UsableMemory.Bytes / Needed);
        var text = BoundedFile.Text(path, most, "learn from a part of it, or take a machine with more memory");
        return new(Path.GetFileName(path), text, Segmentation.Characters);
    }

    /// <summary>The symbols' numbers of a part; validation and test are the same.</summary>
    /// <param name="part">Which part.</param>
    public ReadOnlySpan<int> Numbers(Split part) => part == Split.Train ? text.AsSpan(0, cut) : text.AsSpan(cut);

    /// <inheritdoc />
    public override int Count(Split part) => Numbers(part).Length;
}
