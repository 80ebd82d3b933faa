using CsCheck;
using Heed.Models.Metrics;
using Heed.Tests;

namespace Heed.Models.Tests.Metrics;

public sealed class MetricTests
{
    private static readonly string[] Written = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."];

    private static readonly string[][] References =
        [["The dog bit the man.", "The dog had bit the man."], ["It was not unexpected.", "No one was surprised."],
            ["The man bit him first.", "The man had bitten the dog."]];

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("intention", "execution", 5)]
    [InlineData("same", "same", 0)]
    public void The_edit_distance_is_that_of_the_textbooks(string from, string to, int distance) =>
        Assert.Equal(distance, Edits.Between(from.ToArray(), to.ToArray()));

    [Fact]
    public void The_edit_distance_is_a_metric() => Gen.Select(Gen.Int[0, 2].Array[0, 8], Gen.Int[0, 2].Array[0, 8],
        Gen.Int[0, 2].Array[0, 8]).ForEachDraw((a, b, c) =>
    {
        Assert.Equal(Edits.Between(a, b), Edits.Between(b, a));
        Assert.True(Edits.Between(a, c) <= Edits.Between(a, b) + Edits.Between(b, c));
        Assert.Equal(a.SequenceEqual(b), Edits.Between(a, b) == 0);
    });

    [Fact]
    public void Errors_count_against_the_closest_reference()
    {
        var tally = new Tally();
        tally.Add("abcd".ToArray(), ["wxyz".ToArray(), "abc".ToArray()]);                  // 1 of 3
        tally.Add("xy".ToArray(), ["xy".ToArray()]);                                       // 0 of 2
        tally.Add("".ToArray(), ["pq".ToArray(), "pqr".ToArray()]);                        // 2 of 2
        Assert.Equal(3.0 / 7, tally.SymbolErrorRate, 12);
        Assert.Equal(2.0 / 3, tally.SequenceErrorRate, 12);
        Assert.Equal(2.0 / 8, tally.TokenAccuracy, 12);
        Assert.Throws<ArgumentException>(() => tally.Add("a".ToArray(), []));
    }

    [Theory]
    [InlineData("Hello, world! It's 3,000.5 (or 1-2).", "Hello , world ! It's 3,000.5 ( or 1 - 2 ) .")]
    [InlineData("a-b &quot;x&amp;y&quot; 5% U.S. 3.", "a-b \" x & y \" 5 % U . S . 3 .")]
    [InlineData("  spaced\tout  ", "spaced out")]
    [InlineData("$1,5 x=y~z", "$ 1,5 x = y ~ z")]
    public void Words_are_cut_as_by_mteval_13a(string line, string words) => Assert.Equal(words, string.Join(' ', Tokenizer13a.Cut(line)));

    /// <summary>The example of sacreBLEU's README and test suite.</summary>
    [Fact]
    public void Bleu_is_that_of_sacrebleu()
    {
        var bleu = new Bleu();
        for (var i = 0; i < Written.Length; i++) bleu.Add(Written[i], References[i]);
        Assert.Equal(48.530827, bleu.Score, 6);
        Assert.Equal((17, 18), (bleu.Written, bleu.Wanted));
        Assert.Equal([82.4, 50.0, 45.5, 37.5], bleu.Precisions.Select(p => Math.Round(p, 1)));
        Assert.Equal(0.943, bleu.BrevityPenalty, 3);
    }

    /// <summary>4, 2, 1 and 0 of 6, 5, 4 and 3 match: the fourth precision is smoothed to a half of one third.</summary>
    [Fact]
    public void Orders_without_a_match_are_smoothed()
    {
        var bleu = new Bleu();
        bleu.Add("am I am a character sequence", ["I am a symbol string sequence a a"]);
        Assert.Equal([100 * 4 / 6.0, 100 * 2 / 5.0, 100 * 1 / 4.0, 100 * 0.5 / 3], bleu.Precisions);
        Assert.Equal(100 * Math.Exp(1 - 8.0 / 6) * Math.Pow(4 / 6.0 * (2 / 5.0) * (1 / 4.0) * (0.5 / 3), 0.25), bleu.Score, 10);
    }

    [Fact]
    public void Bleu_of_nothing_is_zero()
    {
        var bleu = new Bleu();
        foreach (var references in References) bleu.Add("", references);
        Assert.Equal(0, bleu.Score);
    }

    /// <summary>The example of sacreBLEU's README.</summary>
    [Fact]
    public void ChrF_is_that_of_sacrebleu()
    {
        var chrF = new ChrF();
        for (var i = 0; i < Written.Length; i++) chrF.Add(Written[i], References[i]);
        Assert.Equal(59.73, chrF.Score, 2);
    }

    /// <summary>Values of sacreBLEU's test suite for β = 3 and white space kept.</summary>
    [Theory]
    [InlineData("Die Beziehung zwischen Obama und Netanjahu ist nicht gerade freundlich.",
        "Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.", 67.3481606)]
    [InlineData(
        "risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists .",
        "risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists .",
        65.2414427)]
    public void ChrF_of_a_sentence_is_that_of_sacrebleu(string written, string reference, double score)
    {
        var chrF = new ChrF(beta: 3, keepSpaces: true);
        chrF.Add(written, [reference]);
        Assert.Equal(score, chrF.Score, 4);
    }

    /// <summary>Values of the same suite for β = 3, white space left out.</summary>
    [Theory]
    [InlineData("aa", "ab", 25.0)]
    [InlineData("a", "a", 100.0)]
    [InlineData("a b c", "abc", 100.0)]
    [InlineData("", "reference", 0.0)]
    public void ChrF_of_short_texts_counts_the_orders_that_there_are(string written, string reference, double score)
    {
        var chrF = new ChrF(beta: 3);
        chrF.Add(written, [reference]);
        Assert.Equal(score, chrF.Score, 4);
    }

    [Fact]
    public void Alignments_are_judged_by_their_strongest_link()
    {
        var alignment = new Alignment();
        float[] weights =
        [
            0.7f, 0.2f, 0.1f,                                                              // sure 0: right
            0.1f, 0.5f, 0.4f,                                                              // possible 1: right
            0.6f, 0.3f, 0.1f,                                                              // sure 1: wrong
            0.0f, 0.0f, 1.0f,                                                              // no link: left out
        ];
        alignment.Add(weights, 3, [new(0, 0), new(1, 2)], [new(1, 1), new(2, 1)]);
        Assert.Equal(3, alignment.Links);
        Assert.Equal(1 - (1 + 2) / (3.0 + 2), alignment.ErrorRate, 12);
        Assert.Equal((0.7 + 0.3) / 2, alignment.MassOnGold, 6);
        Assert.Throws<ArgumentException>(() => alignment.Add(weights, 3, [new(3, 0)]));
        Assert.Throws<ArgumentException>(() => alignment.Add(weights, 3, [new(0, 4)]));
    }

    [Fact]
    public void Lengths_fall_into_classes()
    {
        Assert.Equal(["1-4", "5-8", "9-12", "13+"], Enumerable.Range(0, 4).Select(LengthBuckets.Usual.Name));
        Assert.Equal([0, 0, 1, 1, 2, 3, 3], new[] { 1, 4, 5, 8, 12, 13, 99 }.Select(LengthBuckets.Usual.Of));
        Assert.Equal("3", new LengthBuckets(2, 3).Name(1));
        Assert.Throws<ArgumentException>(() => new LengthBuckets(4, 4));
    }
}
