using System.Collections.ObjectModel;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;

namespace Heed.Models.Text;

/// <summary>
/// The bytes of every token of one encoding, by id; the tokenizer itself gives out only text, which hides split characters.
/// </summary>
internal sealed class Vocabulary
{
    private const string Header = "Capacity: ";

    private readonly string encoding;
    private readonly List<byte[]> tokens;
    private readonly ReadOnlyDictionary<int, byte[]> specials;
    private readonly Lazy<Dictionary<string, int>> ids;

    private Vocabulary(string encoding, List<byte[]> tokens, IReadOnlyDictionary<string, int> specials)
    {
        this.encoding = encoding;
        this.tokens = tokens;
        this.specials = specials.ToDictionary(special => special.Value, special => Encoding.UTF8.GetBytes(special.Key)).AsReadOnly();
        ids = new(() => tokens.Select((bytes, id) => (Encoding.Latin1.GetString(bytes), id))
            .ToDictionary(t => t.Item1, t => t.id, StringComparer.Ordinal));
    }

    /// <summary>The ids of the tokens, each byte as a character below 256.</summary>
    public Dictionary<string, int> Ids => ids.Value;

    public ReadOnlySpan<byte> this[int id]
    {
        get
        {
            if (id >= 0 && id < tokens.Count)
                return tokens[id];
            return specials.TryGetValue(id, out var bytes) ? bytes : throw new ArgumentOutOfRangeException(
                nameof(id),
                id,
                $"{encoding} has no such token; its ids are 0 to {tokens.Count - 1} and {string.Join(", ", specials.Keys.Order())}.");
        }
    }

    /// <summary>
    /// Reads the vocabulary out of a tokenizer data assembly: a count, then one base64 token a line in the order of their ids.
    /// </summary>
    /// <exception cref="InvalidDataException">The assembly holds no such vocabulary, or holds it in another form.</exception>
    public static Vocabulary Load(string assembly, string encoding, IReadOnlyDictionary<string, int> specials)
    {
        var resource = $"{encoding}.tiktoken.deflate";
        using var packed = Assembly.Load(assembly).GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"{assembly} holds no resource {resource}: "
                + "use the package version that Heed was built with.");
        using var lines = new StreamReader(new DeflateStream(packed, CompressionMode.Decompress));

        var header = lines.ReadLine() ?? "";
        if (!header.StartsWith(Header, StringComparison.Ordinal)
            || !int.TryParse(header.AsSpan(Header.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var capacity))
        {
            throw new InvalidDataException($"{resource} in {assembly} starts with '{header}' where '{Header}<count>' was expected.");
        }

        var tokens = new List<byte[]>(capacity);
        while (lines.ReadLine() is { } line)
            tokens.Add(Convert.FromBase64String(line));
        return new Vocabulary(encoding, tokens, specials);
    }
}
