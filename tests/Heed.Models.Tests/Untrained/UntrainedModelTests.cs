using Heed.Maps;
using Heed.Models.Text;
using Heed.Models.Untrained;

namespace Heed.Models.Tests.Untrained;

public sealed class UntrainedModelTests
{
    private const string Sentence = "Hi, how are you doing, hope everything is well?";

    public static TheoryData<string> Words() =>
        [.. Catalog.All.Where(e => HasMap(e.Mechanism)).Select(e => e.Card.Id),
            "rope + sliding-window(8) + sparsemax", "gla + delta-net",
            "grouped-query(2) + soft-cap(30) + learned-sink"];

    [Theory, MemberData(nameof(Words))]
    public void Every_mechanism_reads_texts_of_any_length(string expression)
    {
        foreach (var length in new[] { 1, 2, 5, Sentence.Length })
        {
            var map = Read(Sentence[..length], new(Expression.Parse(expression).ToMechanism()));
            Assert.Equal(length, map.Queries);
            Assert.All(map.Weights.ToArray(), w => Assert.True(float.IsFinite(w)));
        }
    }

    [Fact]
    public void What_has_no_map_is_refused_by_name() => Assert.All(
        Catalog.All.Where(e => !HasMap(e.Mechanism)),
        e => Assert.Contains($"'{e.Card.Id}'", Assert.Throws<NotSupportedException>(() => Read("Hi", new(e.Mechanism))).Message));

    [Fact]
    public void Whatever_compares_or_remembers_by_stages_has_a_map() => Assert.All(
        Catalog.All.Where(e => e.Mechanism.Family.Stages.Count > 0), e => Assert.True(HasMap(e.Mechanism), e.Card.Id));

    [Fact]
    public void What_has_no_row_for_each_token_is_refused_by_name()
    {
        var options = new UntrainedOptions(Expression.Parse("pma").ToMechanism());
        Assert.Contains("'pma' has no row", Assert.Throws<NotSupportedException>(() => Read("Hi", options)).Message);
    }

    [Fact]
    public void What_weighs_each_channel_has_a_plane_for_each()
    {
        var map = Read("Hi", new(Expression.Parse("rwkv4").ToMechanism()));
        Assert.Equal(64, map.Heads);
        Assert.Contains("each plane is a channel, not a head", map.Provenance.Notes);
    }

    [Theory, MemberData(nameof(Words))]
    public void What_is_masked_in_the_map_has_no_weight(string expression)
    {
        var map = Read(Sentence, new(Expression.Parse(expression).ToMechanism()));
        for (var head = 0; head < map.Heads; head++)
            for (var i = 0; i < map.Queries; i++)
                for (var j = 0; j < map.Keys; j++)
                    if (map.IsMasked(0, head, i, j)) Assert.Equal(0, map[0, head, i, j]);
    }

    [Fact]
    public void The_same_seed_draws_the_same_map_and_another_seed_another()
    {
        var first = Read(Sentence, Plain()).Weights.ToArray();
        Assert.Equal(first, Read(Sentence, Plain()).Weights.ToArray());
        Assert.NotEqual(first, Read(Sentence, Plain() with { Seed = 2 }).Weights.ToArray());
    }

    [Fact]
    public void A_character_reads_itself_most_because_it_is_most_like_itself()
    {
        var map = Read("abcdefgh", Plain() with { Heads = 1 });
        for (var i = 0; i < map.Queries; i++) Assert.Equal(i, TopKeys.Of(map, 0, 0, i, 1)[0].Key);
    }

    [Fact]
    public void A_character_keeps_its_embedding_whatever_stands_around_it()
    {
        var model = new UntrainedModel(Plain());
        var (one, other) = (Embeddings("banana"), Embeddings("an apple"));
        Assert.Equal(one[1], other[0]);
        Assert.Equal(one[1], one[3]);
        Assert.NotEqual(one[0], one[1]);

        float[][] Embeddings(string text)
        {
            var x = model.Trace(TextUnits.Find("character").Split(text), 0).Embeddings;
            return [.. Enumerable.Range(0, text.Length).Select(i => x[0, i].contiguous().data<float>().ToArray())];
        }
    }

    [Fact]
    public void Layers_follow_one_another_and_differ()
    {
        var map = Read(Sentence, Plain() with { Layers = 2 });
        Assert.Equal(2, map.Layers);
        Assert.NotEqual(map.Head(0, 0).ToArray(), map.Head(1, 0).ToArray());
        Assert.Equal(Read(Sentence, Plain()).Head(0, 0).ToArray(), map.Head(0, 0).ToArray());
    }

    [Fact]
    public void The_trace_of_a_later_layer_meets_the_weights_of_the_map()
    {
        var pieces = TextUnits.Find("character").Split(Sentence);
        var model = new UntrainedModel(Plain() with { Layers = 3 });
        var map = model.Read(Sentence, pieces, "character");
        for (var layer = 0; layer < 3; layer++)
        {
            var weights = model.Trace(pieces, layer).Steps["weights"].contiguous().data<float>().ToArray();
            var expected = Enumerable.Range(0, map.Heads).SelectMany(head => map.Head(layer, head).ToArray()).ToArray();
            Assert.All(weights.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        }
    }

    [Fact]
    public void Every_layer_is_drawn_from_a_seed_of_its_own()
    {
        var trace = new UntrainedModel(Plain() with { Layers = 2 }).Trace(TextUnits.Find("character").Split(Sentence), 1);
        Assert.True(trace.Q.allclose(Queries(seed: 2)));
        Assert.False(trace.Q.allclose(Queries(seed: 1)));

        TorchSharp.torch.Tensor Queries(int seed) => new AttentionLayer(trace.Mechanism, 64, 4, seed).Project(trace.Embeddings)["q"];
    }

    [Fact]
    public void Embeddings_are_standard_normal_numbers_that_the_seed_decides()
    {
        var first = Embeddings(seed: 1);
        Assert.NotEqual(first, Embeddings(seed: 2));
        Assert.Equal(0, first.Average(), 0.03);
        Assert.Equal(1, first.Average(x => x * x), 0.03);

        float[] Embeddings(int seed)
        {
            var pieces = TextUnits.Find("character").Split("abcdefghijklmnopqrstuvwxyz");
            return new UntrainedModel(Plain() with { Width = 1024, Seed = seed }).Trace(pieces, 0).Embeddings
                .contiguous().data<float>().ToArray();
        }
    }

    [Fact]
    public void The_map_says_that_nothing_was_trained()
    {
        Assert.Contains(UntrainedModel.Warning, Read("ab", Plain()).Provenance.Notes);
        Assert.Equal("untrained, seed 1", Read("ab", Plain()).Provenance.Weights);
    }

    private static UntrainedOptions Plain() => new(Expression.Parse("scaled-dot-product").ToMechanism());

    private static AttentionMap Read(string text, UntrainedOptions options) =>
        new UntrainedModel(options).Read(text, TextUnits.Find("character").Split(text), "character");

    /// <summary>Whether what is read of each token is a sum of values of all tokens, each times one weight.</summary>
    private static bool HasMap(Mechanism mechanism)
    {
        try
        {
            return Read("Hi!", new(mechanism)).Queries == 3;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }
}
