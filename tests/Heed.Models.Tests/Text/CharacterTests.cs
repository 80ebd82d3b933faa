using CsCheck;
using Heed.Models.Text;
using Heed.Tests;

namespace Heed.Models.Tests.Text;

public sealed class CharacterTests
{
    private readonly Character unit = new();

    [Fact]
    public void The_sentence_has_47_characters() =>
        Assert.Equal(47, unit.Split("Hi, how are you doing, hope everything is well?").Count);

    [Theory]
    [InlineData("👍🏽")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("🏳️‍🌈")]
    [InlineData("🇫🇷")]
    [InlineData("1️⃣")]
    [InlineData("e\u0301\u0328")]
    [InlineData("漢")]
    [InlineData("𠮷")]
    [InlineData("\u1112\u1161\u11AB")]
    [InlineData("\r\n")]
    public void A_character_stays_whole(string character)
    {
        var pieces = unit.Split("a" + character + "b");
        Assert.Equal(["a", character, "b"], pieces.Select(piece => piece.Text));
    }

    [Fact]
    public void Two_flags_are_two_characters() =>
        Assert.Equal(["🇫🇷", "🇯🇵"], unit.Split("🇫🇷🇯🇵").Select(piece => piece.Text));

    [Fact]
    public void Ids_number_distinct_texts_by_first_appearance() =>
        Assert.Equal([0, 1, 0, 2, 1], unit.Split("abacb").Select(piece => piece.Id));

    [Fact]
    public void Characters_cover_the_text_without_a_gap() => AnyText.Drawn.ForEachDraw(text =>
    {
        var end = 0;
        foreach (var piece in unit.Split(text))
        {
            Assert.Equal(end, piece.Start);
            Assert.True(piece.Length > 0);
            Assert.Equal(text.Substring(piece.Start, piece.Length), piece.Text);
            end = piece.End;
        }

        Assert.Equal(text.Length, end);
    });
}
