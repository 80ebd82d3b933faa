using System.Collections.ObjectModel;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Heed.Models.Text;

/// <summary>Tokens found by merging frequent pairs of UTF-8 bytes, as language models read them.</summary>
/// <remarks>
/// <para>
/// The pieces carry the model's own token ids. The vocabulary loads at the first <see cref="TextUnit.Split"/>, once per instance.
/// </para>
/// <para>
/// A token may hold only part of a character's bytes, as with emoji and rare Han. It then covers every character it touches, whole, so
/// neighbouring tokens overlap there, and its text shows its bytes; the bytes of all ids, joined, are the UTF-8 of the text.
/// </para>
/// <para>A special token written out in the text, such as <c>&lt;|endoftext|&gt;</c>, is read as that one token.</para>
/// </remarks>
public abstract class BytePairs : TextUnit
{
    /// <summary>The library merges in the square of a stretch, which is as fast for those of a text that people wrote.</summary>
    private const int LongStretch = 1000;

    private readonly Lazy<TiktokenTokenizer> tokenizer;
    private readonly Lazy<Vocabulary> vocabulary;

    private protected BytePairs(string encoding, string assembly)
    {
        tokenizer = new(() => TiktokenTokenizer.CreateForEncoding(encoding));
        vocabulary = new(() => Vocabulary.Load(assembly, encoding, tokenizer.Value.SpecialTokens ?? ReadOnlyDictionary<string, int>.Empty));
    }

    /// <summary>The bytes that a token stands for; on their own they need not be valid UTF-8.</summary>
    /// <param name="id">A token id of this encoding.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not a token of this encoding.</exception>
    public ReadOnlySpan<byte> Bytes(int id) => vocabulary.Value[id];

    private protected override IReadOnlyList<Piece> Cut(string text)
    {
        var ids = Ids(text);
        var (held, needed) = (ids.Sum(id => Bytes(id).Length), Encoding.UTF8.GetByteCount(text));
        if (held != needed)
            throw new InvalidDataException($"The {Name} tokens hold {held} bytes but the text has {needed}: "
                + "the tokenizer and its vocabulary differ.");

        var walk = new Utf8Walk(text);
        return [.. ids.Select(id => walk.Take(id, Bytes(id)))];
    }

    private IReadOnlyList<int> Ids(string text)
    {
        var stretches = tokenizer.Value.PreTokenizer!.PreTokenize(text).ToArray();
        if (stretches.All(s => s.Length <= LongStretch)) return tokenizer.Value.EncodeToIds(text);
        var specials = tokenizer.Value.SpecialTokens ?? ReadOnlyDictionary<string, int>.Empty;
        return
        [
            .. stretches.Select(s => text.Substring(s.Offset, s.Length)).SelectMany(stretch =>
                specials.TryGetValue(stretch, out var special) ? [special] : Merging.Of(stretch, vocabulary.Value.Ids)),
        ];
    }
}
