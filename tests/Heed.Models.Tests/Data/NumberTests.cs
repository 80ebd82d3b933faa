using System.Globalization;
using CsCheck;
using Heed.Models.Data;
using Heed.Tests;
using Humanizer;

namespace Heed.Models.Tests.Data;

public sealed class NumberTests
{
    private static readonly CultureInfo English = new("en");
    private static readonly CultureInfo German = new("de");
    private static readonly CultureInfo French = new("fr");

    private static Gen<int> Numbers => Gen.Int[0, 9].SelectMany(digits => Gen.Int[0, (int)Math.Pow(10, digits) - 1]);

    public static TheoryData<int> Places => [1, 1_000, 1_000_000];

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_number_of_three_digits_at_every_place_is_what_Humanizer_writes(int place)
    {
        for (var n = 0; n < 1000; n++) AssertAsHumanizer(n * place);
    }

    [Fact]
    public void Any_number_is_what_Humanizer_writes() => Numbers.ForEachDraw(AssertAsHumanizer, iter: 20_000);

    /// <summary>
    /// Humanizer writes "hunderteinstausend"; the dictionaries (Duden) have "hunderteintausend", and an inflected one before millions.
    /// </summary>
    [Theory]
    [InlineData(101_000, "einhunderteintausend")]
    [InlineData(901_001, "neunhunderteintausendeins")]
    [InlineData(301_000_000, "dreihunderteine Millionen")]
    public void A_hundred_and_one_thousand_is_written_as_in_the_dictionary(int number, string written) =>
        Assert.Equal(written, Text(GermanNumber.Of(number), GermanNumber.Segmentation));

    [Fact]
    public void German_morphemes_of_any_number_are_found_again() => Numbers.ForEachDraw(n =>
    {
        var pair = GermanNumber.Of(n);
        Assert.Equal(pair.Target, GermanNumber.Segmentation.Cut(Text(pair, GermanNumber.Segmentation)));
        Assert.Equal(pair.Source, EnglishNumber.Segmentation.Cut(EnglishNumber.Segmentation.Join(pair.Source)));
    });

    [Fact]
    public void French_words_of_any_number_are_found_again() => Numbers.ForEachDraw(n =>
        Assert.Equal(FrenchNumber.Of(n).Target, FrenchNumber.Segmentation.Cut(Text(FrenchNumber.Of(n), FrenchNumber.Segmentation))));

    [Fact]
    public void Units_and_tens_cross_in_German()
    {
        var pair = GermanNumber.Of(123);
        Assert.Equal(["one", "hundred", "and", "twenty", "three"], pair.Source);
        Assert.Equal(["ein", "hundert", "drei", "und", "zwanzig"], pair.Target);
        Assert.Equal([new(0, 0), new(1, 1), new(4, 2), new(3, 4)], pair.Links!);
        Assert.Equal([new(4, 3), new(3, 3)], pair.Possible!);
    }

    [Fact]
    public void French_counts_on_from_sixty_and_eighty()
    {
        var pair = FrenchNumber.Of(97);
        Assert.Equal(["quatre", "vingt", "dix", "sept"], pair.Target);
        Assert.Equal([new(0, 0), new(0, 1), new(0, 2), new(1, 3)], pair.Links!);
        Assert.Empty(pair.Possible!);
        Assert.Equal([new(0, 1), new(1, 1), new(0, 2)], FrenchNumber.Of(71).Possible!);
        Assert.Equal([new(0, 0), new(1, 2)], FrenchNumber.Of(71).Links!);
    }

    [Fact]
    public void Every_morpheme_of_a_value_has_one_sure_link_and_every_joint_two_possible_ones() => Numbers.ForEachDraw(n =>
    {
        foreach (var pair in new[] { GermanNumber.Of(n), FrenchNumber.Of(n) })
        {
            for (var t = 0; t < pair.Target.Count; t++)
            {
                var joins = pair.Target[t] is "und" or "et";
                Assert.Equal(joins ? 0 : 1, pair.Links!.Count(l => l.Target == t));
                if (joins) Assert.Equal(2, pair.Possible!.Count(l => l.Target == t));
            }

            Assert.All(pair.Links!, l => Assert.NotEqual("and", pair.Source[l.Source]));
        }
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000_000)]
    public void Numbers_that_cannot_be_written_are_refused(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GermanNumber.Of(number));

    private static void AssertAsHumanizer(int n)
    {
        var (german, french) = (GermanNumber.Of(n), FrenchNumber.Of(n));
        Assert.Equal(n.ToWords(English), EnglishNumber.Segmentation.Join(german.Source));
        Assert.Equal(n.ToWords(English), EnglishNumber.Segmentation.Join(french.Source));
        Assert.Equal(n.ToWords(French), Text(french, FrenchNumber.Segmentation));
        Assert.Equal(n.ToWords(German).Replace("hunderteinstausend", "hunderteintausend")
            .Replace("hunderteins Millionen", "hunderteine Millionen"), Text(german, GermanNumber.Segmentation));
    }

    private static string Text(Pair pair, Segmentation segmentation) => segmentation.Join(pair.Target);
}
