using Heed.Models.Text;

namespace Heed.Models.Tests.Text;

public sealed class TextUnitsTests
{
    public static TheoryData<string> Names => new(TextUnits.All.Select(unit => unit.Name));

    [Fact]
    public void All_holds_every_unit_of_the_assembly()
    {
        var declared = typeof(TextUnit).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TextUnit)) && !type.IsAbstract);
        Assert.Equal(declared.Select(type => type.Name).Order(), TextUnits.All.Select(unit => unit.GetType().Name).Order());
    }

    [Fact]
    public void Names_are_unique_and_summaries_are_sentences()
    {
        Assert.Equal(TextUnits.All.Count, TextUnits.All.DistinctBy(unit => unit.Name).Count());
        Assert.All(TextUnits.All, unit => Assert.EndsWith(".", unit.Summary, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_unit_is_found_by_its_name(string name) => Assert.Equal(name, TextUnits.Find(name).Name);

    [Theory]
    [InlineData("charcter", "character")]
    [InlineData("WORD", "word")]
    [InlineData("cl100k_base", "cl100k")]
    [InlineData("o20k", "o200k")]
    public void An_unknown_name_is_refused_with_the_nearest(string name, string nearest)
    {
        var error = Assert.Throws<ArgumentException>(() => TextUnits.Find(name));
        Assert.Contains($"'{name}'. Did you mean '{nearest}'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_text_gives_no_pieces(string name) => Assert.Empty(TextUnits.Find(name).Split(""));

    [Theory]
    [MemberData(nameof(Names))]
    public void Half_a_surrogate_pair_is_refused_with_its_index(string name)
    {
        var unit = TextUnits.Find(name);
        Assert.Contains("U+D83C, at index 4", Refused("a🎉b\uD83C"), StringComparison.Ordinal);
        Assert.Contains("U+DF89, at index 1", Refused("a\uDF89"), StringComparison.Ordinal);
        Assert.Contains("U+D83C, at index 0", Refused("\uD83C\uD83C\uDF89"), StringComparison.Ordinal);

        string Refused(string text) => Assert.Throws<ArgumentException>(() => unit.Split(text)).Message;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Null_text_is_refused(string name) => Assert.Throws<ArgumentNullException>(() => TextUnits.Find(name).Split(null!));
}
