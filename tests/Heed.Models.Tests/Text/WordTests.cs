using CsCheck;
using Heed.Models.Text;
using Heed.Tests;

namespace Heed.Models.Tests.Text;

public sealed class WordTests
{
    private readonly Word unit = new();

    [Theory]
    [InlineData("Hi, how are you doing, hope everything is well?", "Hi|,|how|are|you|doing|,|hope|everything|is|well|?")]
    [InlineData("don't  'quote' rock’n’roll dogs'", "don't|'|quote|'|rock’n’roll|dogs|'")]
    [InlineData("cafe\u0301 x² 3.14 a_b", "cafe\u0301|x²|3|.|14|a|_|b")]
    [InlineData("我是GPT4。カナ 한국어", "我|是|GPT4|。|カ|ナ|한국어")]
    [InlineData("hi👍🏽👍1️⃣2\r\n\u00A0!", "hi|👍🏽|👍|1️⃣|2|!")]
    [InlineData("नमस्ते שלום", "नमस्ते|שלום")]
    [InlineData("a''b '\u0301c", "a|'|'|b|'\u0301|c")]
    public void Words_and_punctuation_part(string text, string expected) =>
        Assert.Equal(expected.Split('|'), unit.Split(text).Select(piece => piece.Text));

    [Fact]
    public void Ids_number_distinct_words_by_first_appearance() =>
        Assert.Equal([0, 1, 2, 0, 3], unit.Split("the cat, the dog").Select(piece => piece.Id));

    [Fact]
    public void White_space_alone_gives_no_words() => Assert.Empty(unit.Split(" \t\r\n\u2003"));

    [Fact]
    public void Words_are_in_order_and_only_white_space_parts_them() => AnyText.Drawn.ForEachDraw(text =>
    {
        var end = 0;
        foreach (var piece in unit.Split(text))
        {
            Assert.True(piece.Start >= end && piece.Length > 0);
            Assert.True(string.IsNullOrWhiteSpace(text[end..piece.Start]));
            Assert.Equal(text.Substring(piece.Start, piece.Length), piece.Text);
            Assert.False(char.IsWhiteSpace(piece.Text[0]) && piece.Text.Length == 1);
            end = piece.End;
        }

        Assert.True(string.IsNullOrWhiteSpace(text[end..]));
    });

    [Fact]
    public void A_word_is_made_of_whole_characters() => AnyText.Drawn.ForEachDraw(text =>
    {
        var edges = new Character().Split(text).Select(piece => piece.Start).Append(text.Length).ToHashSet();
        Assert.All(unit.Split(text), piece => Assert.True(edges.Contains(piece.Start) && edges.Contains(piece.End)));
    });
}
