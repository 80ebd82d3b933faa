using System.Text;
using CsCheck;
using Heed.Models.Text;
using Heed.Tests;
using Microsoft.ML.Tokenizers;

namespace Heed.Models.Tests.Text;

public sealed class BytePairsTests
{
    private const string Sentence = "Hi, how are you doing, hope everything is well?";

    public static TheoryData<string, string> Encodings => new() { { "cl100k", "cl100k_base" }, { "o200k", "o200k_base" } };

    [Fact]
    public void The_sentence_has_its_cl100k_tokens()
    {
        var pieces = TextUnits.Find("cl100k").Split(Sentence);
        Assert.Equal([13347, 11, 1268, 527, 499, 3815, 11, 3987, 4395, 374, 1664, 30], pieces.Select(piece => piece.Id));
        Assert.Equal([0, 2, 3, 7, 11, 15, 21, 22, 27, 38, 41, 46], pieces.Select(piece => piece.Start));
        Assert.Equal([2, 3, 7, 11, 15, 21, 22, 27, 38, 41, 46, 47], pieces.Select(piece => piece.End));
        Assert.Equal(" everything", pieces[8].Text);
    }

    [Fact]
    public void The_sentence_has_12_o200k_tokens() => Assert.Equal(12, TextUnits.Find("o200k").Split(Sentence).Count);

    [Fact]
    public void A_token_with_part_of_a_character_covers_it_whole_and_shows_its_bytes()
    {
        var pieces = TextUnits.Find("cl100k").Split("a 🎉𠮷b");
        Assert.Equal(
            [
                new("a", 0, 1, 64), new("<20 F0 9F>", 1, 3, 11410), new("<8E>", 2, 2, 236), new("<89>", 2, 2, 231),
                new("<F0>", 4, 2, 172), new("<A0>", 4, 2, 254), new("<AE>", 4, 2, 106), new("<B7>", 4, 2, 115), new("b", 6, 1, 65),
            ],
            pieces);
    }

    [Fact]
    public void A_special_token_is_one_piece() =>
        Assert.Equal([new Piece("<|endoftext|>", 1, 13, 100257)], TextUnits.Find("cl100k").Split("a<|endoftext|>b").Skip(1).Take(1));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_long_stretch_without_a_break_has_the_tokens_that_the_library_finds_slowly(string name, string encoding)
    {
        var reference = TiktokenTokenizer.CreateForEncoding(encoding);
        var marks = string.Concat(Enumerable.Range(0, 1001).Select(i => (char)(0x300 + (i * i % 0x6F))));
        var letters = string.Concat(Enumerable.Range(0, 3000).Select(i => (char)('a' + (i * i % 7))));
        string[] texts =
            [marks, new('a', 4001), letters, $"Hi, {letters}<|endoftext|>\n\n {new string(' ', 1500)} 123 {new string('=', 2000)}"];
        Assert.All(texts, text => Assert.Equal(reference.EncodeToIds(text), TextUnits.Find(name).Split(text).Select(piece => piece.Id)));
    }

    [Fact]
    public void A_million_marks_on_one_letter_are_cut()
    {
        var text = "a" + new string('\u0301', 1_000_000);
        Assert.Equal(text.Length, TextUnits.Find("cl100k").Split(text)[^1].End);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_256)]
    [InlineData(100_277)]
    public void An_id_outside_the_vocabulary_is_refused(int id)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => ((BytePairs)TextUnits.Find("cl100k")).Bytes(id).Length);
        Assert.Contains("0 to 100255", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_bytes_of_all_tokens_are_the_utf8_of_the_text(string name, string encoding)
    {
        var unit = (BytePairs)TextUnits.Find(name);
        var reference = TiktokenTokenizer.CreateForEncoding(encoding);
        AnyText.Drawn.ForEachDraw(text =>
        {
            var pieces = unit.Split(text);
            Assert.Equal(Encoding.UTF8.GetBytes(text), pieces.SelectMany(piece => unit.Bytes(piece.Id).ToArray()));
            Assert.Equal(text, reference.Decode(pieces.Select(piece => piece.Id)));
        });
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Tokens_cover_whole_characters_in_order_and_show_text_or_bytes(string name, string encoding)
    {
        var unit = (BytePairs)TextUnits.Find(name);
        Assert.Contains(name, encoding, StringComparison.Ordinal);
        AnyText.Drawn.ForEachDraw(text =>
        {
            var (start, end) = (0, 0);
            foreach (var piece in unit.Split(text))
            {
                var bytes = unit.Bytes(piece.Id).ToArray();
                var covered = text.Substring(piece.Start, piece.Length);
                var whole = Encoding.UTF8.GetBytes(covered).AsSpan().SequenceEqual(bytes);
                Assert.Equal(whole ? covered : $"<{string.Join(' ', bytes.Select(value => value.ToString("X2")))}>", piece.Text);
                Assert.True(piece.Start >= start && piece.Start <= end && piece.End >= end);
                Assert.False(char.IsLowSurrogate(covered[0]) || char.IsHighSurrogate(covered[^1]));
                (start, end) = (piece.Start, piece.End);
            }

            Assert.Equal(text.Length, end);
        });
    }
}
