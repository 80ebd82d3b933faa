namespace Heed.Maps.Tests;

public sealed class LabelTests
{
    [Theory]
    [InlineData(" the", "␣the")]
    [InlineData("a b ", "a b␣")]
    [InlineData("   ", "␣␣␣")]
    [InlineData("\n", "⏎")]
    [InlineData("a\r\nb\tc", "a⏎b⇥c")]
    [InlineData("\u0000", "U+0000")]
    [InlineData("\u202Ex", "U+202Ex")]
    [InlineData("\u00A0", "U+00A0")]
    [InlineData("\u0301", "◌\u0301")]
    [InlineData("\u200D\u0301", "U+200D◌\u0301")]
    [InlineData("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦")]
    [InlineData("", "∅")]
    public void Invisible_characters_are_made_visible(string text, string shown) => Assert.Equal(shown, LabelText.Escape(text));

    [Fact]
    public void A_lone_surrogate_is_named() => Assert.Equal("aU+D800", LabelText.Escape("a\uD800"));

    [Fact]
    public void A_long_label_keeps_its_ends()
    {
        Assert.Equal("abcdef…vwxyz", LabelText.Shorten("abcdefghijklmnopqrstuvwxyz", 12));
        Assert.Equal("short", LabelText.Shorten("short", 12));
    }

    [Fact]
    public void Shortening_never_splits_a_grapheme()
    {
        var family = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 20));
        Assert.Equal("👩‍👩‍👧‍👦…👩‍👩‍👧‍👦", LabelText.Shorten(family, 3));
    }

    [Fact]
    public void A_label_of_just_the_length_wanted_stays_whole()
    {
        Assert.Equal("abcd", LabelText.Shorten("abcd", 4));
        Assert.Equal("a…d", LabelText.Shorten("abcd", 3));
    }

    [Fact]
    public void Less_than_both_ends_and_the_ellipsis_cannot_be_asked_for() =>
        Assert.Equal("graphemes", Assert.Throws<ArgumentOutOfRangeException>(() => LabelText.Shorten("a", 2)).ParamName);

    [Fact]
    public void A_text_of_null_is_named()
    {
        Assert.Equal("text", Assert.Throws<ArgumentNullException>(() => LabelText.Escape(null!)).ParamName);
        Assert.Equal("text", Assert.Throws<ArgumentNullException>(() => LabelText.Shorten(null!)).ParamName);
    }
}
