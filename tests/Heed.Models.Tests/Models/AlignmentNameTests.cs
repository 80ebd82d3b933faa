using Heed.Models.Checkpoints;

namespace Heed.Models.Tests.Models;

/// <summary>Alignments are named as the catalog names them, and as models were described before it had their words.</summary>
public sealed class AlignmentNameTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("dot", "luong-dot")]
    [InlineData("general", "luong-general")]
    [InlineData("concat", "luong-concat")]
    [InlineData("location", "luong-location")]
    [InlineData("location(12)", "luong-location(12)")]
    [InlineData("local-m", "luong-local-m(10, general)")]
    [InlineData("local-m(2)", "luong-local-m(score=general)")]
    [InlineData("local-p", "luong-local-p(10, general)")]
    [InlineData(" local-p( 3 , concat ) ", "luong-local-p(3, concat)")]
    [InlineData("luong-local-m(3)", "luong-local-m(3)")]
    [InlineData("additive", "additive")]
    [InlineData("softmax-one", "softmax-one")]
    [InlineData("sparsemax + additive", "additive + sparsemax")]
    public void An_alignment_says_what_it_is(string words, string name)
    {
        using var model = Pairs.Build<Translators.Luong>("luong", words);
        Assert.Equal(name, model.AlignmentName);
        using var again = Pairs.Build<Translators.Luong>("luong", name);
        Assert.Equal(name, again.AlignmentName);
        Assert.Equal(model.state_dict().Keys, again.state_dict().Keys);
    }

    [Theory]
    [InlineData("general", "score.w_a")]
    [InlineData("concat", "score.b", "score.v_a", "score.w_k", "score.w_q")]
    [InlineData("additive", "score.b", "score.v_a", "score.w_k", "score.w_q")]
    [InlineData("location(4)", "w_a")]
    [InlineData("local-m(2)", "score.w_a")]
    [InlineData("local-p(2)", "score.w_a", "v_p", "w_p")]
    [InlineData("local-p(2, concat)", "score.b", "score.v_a", "score.w_k", "score.w_q", "v_p", "w_p")]
    [InlineData("monotonic", "b", "g", "r", "v_a", "w_k", "w_q")]
    public void Weights_have_the_names_under_which_models_were_stored(string words, params string[] names)
    {
        const string Prefix = "alignment.";
        using var model = Pairs.Build<Translators.Luong>("luong", words);
        var stored = model.state_dict().Keys.Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..]);
        Assert.Equal(names, stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_model_whose_word_meant_something_else_says_how_to_write_it_now()
    {
        using (var before = Pairs.Build<Translators.Luong>("luong", "local-p(3)"))
        {
            var card = new ModelCard
            {
                Format = ModelCard.Layout,
                Spec = before.Spec with { Attention = "luong-local-p(3)" },
                SourceSegmentation = "words",
                SourceSymbols = [.. Enumerable.Range(0, Pairs.SourceSymbols - 4).Select(i => $"s{i}")],
                TargetSegmentation = "words",
                TargetSymbols = [.. Enumerable.Range(0, Pairs.TargetSymbols - 4).Select(i => $"t{i}")],
                Data = new("x", new('0', 64), 1, 1, 1),
            };
            ModelFolder.Save(folder.Path, card, before);
        }

        Assert.Contains("'luong-local-p(3)' meant 'luong-local-p(3, score=general)': write that instead",
            Assert.Throws<FormatException>(() => ModelFolder.Open(folder.Path)).Message);
    }

    [Theory]
    [InlineData("causal", "orders one text")]
    [InlineData("rope + sliding-window(4)", "orders one text")]
    [InlineData("alibi", "goes by the distance")]
    [InlineData("gated-delta-net", "orders one text")]
    [InlineData("nystrom", "cannot hide single pairs or keys")]
    [InlineData("location(0)", "'luong-location' cannot have places = 0. A text has at least one place")]
    [InlineData("local-p(3, cosine)", "dot or general or concat")]
    [InlineData("local-p(1, dot, 2, 3, 4)", "at most")]
    [InlineData("aditive", "made for decoders are additive, coverage")]
    [InlineData("luong-monotonic", "unknown mechanism 'luong-monotonic'")]
    public void An_alignment_that_makes_no_sense_is_refused(string words, string reason) =>
        Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(() => Pairs.Build<Translator>("rnn-search", words)).Message,
            StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_word_for_decoders_has_one_head() => Assert.Contains("has one head, so there cannot be 2",
        Assert.Throws<ArgumentException>(() => Pairs.Build<Translator>("luong", "dot", change: s => s with { Heads = 2 })).Message);

    [Fact]
    public void A_source_beyond_the_places_that_were_learned_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Pairs.Build<Translator>("luong", "location(3)");
        using var batch = Batch.Of([new([4, 5, 6, 7], [4])]);
        Assert.Contains("vectors for 3 places, but the text has 4", Assert.Throws<ArgumentException>(() => model.Logits(batch)).Message);
    }
}
