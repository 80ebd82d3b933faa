namespace Heed.Maps.Tests;

public sealed class AttentionMapTests
{
    [Fact]
    public void Weights_are_found_by_layer_head_query_and_key()
    {
        var weights = Enumerable.Range(0, 2 * 3 * 4 * 5).Select(i => (float)i).ToArray();
        var map = new AttentionMap(weights, 2, 3, Sample.Letters(4), Sample.Letters(5), "abcde", Sample.Provenance);
        Assert.Equal(((1 * 3 + 2) * 4 + 3) * 5 + 4, map[1, 2, 3, 4]);
        Assert.Equal([0f, 1, 2, 3, 4], map.Row(0, 0, 0));
        Assert.Equal(1, map.Offset);
    }

    [Fact]
    public void A_wrong_number_of_weights_is_refused_with_the_numbers()
    {
        var e = Assert.Throws<ArgumentException>(() =>
            new AttentionMap(new float[7], 1, 1, Sample.Letters(2), Sample.Letters(3), "abc", Sample.Provenance));
        Assert.Equal("weights", e.ParamName);
        Assert.Contains("7 weights given", e.Message);
        Assert.Contains("= 6 expected", e.Message);
    }

    [Fact]
    public void A_label_outside_the_text_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() =>
            new AttentionMap(new float[1], 1, 1, [new("x", 0, 1)], [new("y", 3, 2)], "abcd", Sample.Provenance));
        Assert.Equal("keyLabels", e.ParamName);
    }

    [Fact]
    public void Half_a_character_is_refused_with_its_index()
    {
        var e = Assert.Throws<ArgumentException>(() =>
            new AttentionMap(new float[1], 1, 1, [new("x", 0, 1)], [new("x", 0, 1)], "ab\uD800", Sample.Provenance));
        Assert.Contains("index 2", e.Message);
    }

    [Fact]
    public void An_infinite_weight_is_refused_with_its_place()
    {
        var e = Assert.Throws<ArgumentException>(() => Sample.Of([0, 0, 0, float.NegativeInfinity], ["a", "b"], ["a", "b"]));
        Assert.Contains("query 1, key 1", e.Message);
    }

    [Fact]
    public void A_mask_of_another_size_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => Sample.Of(new float[4], ["a", "b"], ["a", "b"], mask: MapMask.Causal(2, 3)));
        Assert.Equal("mask", e.ParamName);
    }

    [Fact]
    public void Only_a_negative_weight_outside_the_mask_makes_a_map_signed()
    {
        Assert.True(Sample.Of([0, -1, 0, 0], ["a", "b"], ["a", "b"]).Signed);
        Assert.False(Sample.Of([0, -1, 0, 0], ["a", "b"], ["a", "b"], mask: MapMask.Causal(2, 2)).Signed);
    }

    [Fact]
    public void True_means_may_attend_and_planes_are_separate()
    {
        var mask = MapMask.FromVisible([true, false, true, true, false, true, true, true], 2, 2, planes: 2);
        Assert.Equal([false, true, false, false, true, false, false, false],
            from plane in new[] { 0, 1 } from q in new[] { 0, 1 } from k in new[] { 0, 1 } select mask.IsMasked(plane, q, k));
        Assert.Equal(2, mask.Count);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    [InlineData(4, 4)]
    public void The_causal_mask_lets_the_last_query_see_every_key(int queries, int keys)
    {
        var mask = MapMask.Causal(queries, keys);
        for (var q = 0; q < queries; q++)
            for (var k = 0; k < keys; k++)
                Assert.Equal(k > q + keys - queries, mask.IsMasked(0, q, k));
    }

    [Fact]
    public void A_missing_layer_is_named()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Softmax(2, 2).Row(1, 0, 0).Length);
        Assert.Equal("layer", e.ParamName);
    }
}
