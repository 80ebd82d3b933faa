namespace Heed.Maps.Tests;

/// <summary>What is no map, and what is said of it.</summary>
public sealed class MapChecksTests
{
    private static readonly Label[] One = [new("x", 0, 1)];

    [Theory]
    [InlineData(0, 1, "layers")]
    [InlineData(1, 0, "heads")]
    public void A_map_without_layers_or_heads_is_refused(int layers, int heads, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => Of(layers: layers, heads: heads)).ParamName);

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("text", Assert.Throws<ArgumentNullException>(() => Of(text: null!)).ParamName);
        Assert.Equal("keyLabels",
            Assert.Throws<ArgumentNullException>(() => new AttentionMap(default, 1, 1, One, null!, "x", Sample.Provenance)).ParamName);
        Assert.Equal("queryLabels",
            Assert.Throws<ArgumentNullException>(() => new AttentionMap(default, 1, 1, null!, One, "x", Sample.Provenance)).ParamName);
        Assert.Equal("provenance",
            Assert.Throws<ArgumentNullException>(() => new AttentionMap(default, 1, 1, One, One, "x", null!)).ParamName);
    }

    [Theory]
    [InlineData("keyLabels")]
    [InlineData("queryLabels")]
    public void An_axis_without_labels_or_with_a_label_of_null_is_refused(string name)
    {
        AttentionMap Make(Label[] labels) => name == "keyLabels" ? Of(keys: labels) : Of(queries: labels);
        var none = Assert.Throws<ArgumentException>(() => Make([]));
        Assert.StartsWith("A map needs at least one label on each axis.", none.Message);
        Assert.Equal(name, none.ParamName);
        var missing = Assert.Throws<ArgumentException>(() => Make([One[0], null!]));
        Assert.StartsWith("Label 1 is null.", missing.Message);
        Assert.Equal(name, missing.ParamName);
    }

    [Theory]
    [InlineData(-1, 1, "covers -1 … 0 of a text of 3 characters")]
    [InlineData(2, -1, "covers 2 … 1 of")]
    [InlineData(2, 2, "covers 2 … 4 of")]
    [InlineData(1, int.MaxValue, "covers 1 … 2147483648 of")]
    public void A_label_that_leaves_the_text_is_told_with_its_place(int start, int length, string message) =>
        Assert.Contains("Label 0 " + message,
            Assert.Throws<ArgumentException>(() => Of(keys: [new("x", start, length)], text: "abc")).Message);

    [Fact]
    public void A_label_may_stand_for_no_text_also_at_the_very_end() =>
        Assert.Equal(3, Of(keys: [new("end", 3, 0)], text: "abc").KeyLabels[0].Start);

    [Fact]
    public void Half_a_character_is_refused_wherever_it_stands()
    {
        Assert.Equal("text", Assert.Throws<ArgumentException>(() => Of(text: "a\uDC00")).ParamName);
        Assert.Equal("queryText", Assert.Throws<ArgumentException>(() => Of(queryText: "\uD83D!")).ParamName);
        Assert.Equal("keyLabels", Assert.Throws<ArgumentException>(() => Of(keys: [new("\uD800", 0, 1)])).ParamName);
        Assert.Contains("index 3", Assert.Throws<ArgumentException>(() => Of(text: "a👩\uD83D")).Message);
    }

    [Fact]
    public void A_mask_must_have_the_size_of_the_map_and_one_plane_or_one_for_every_head()
    {
        var size = Assert.Throws<ArgumentException>(() => Of(mask: MapMask.Causal(2, 3)));
        Assert.StartsWith("The mask is 2 × 3, the map 1 × 1 (queries × keys).", size.Message);
        var planes =
            Assert.Throws<ArgumentException>(() => Of(layers: 2, heads: 3, mask: MapMask.FromVisible(new bool[5], 1, 1, planes: 5)));
        Assert.StartsWith("The mask has 5 planes; 1 or layers × heads = 6 expected.", planes.Message);
        Assert.All((int[])[1, 6], count => Of(layers: 2, heads: 3, mask: MapMask.FromVisible(new bool[count], 1, 1, count)));
    }

    [Fact]
    public void The_largest_number_is_no_infinity()
    {
        Assert.False(Of(weight: float.MaxValue).Signed);
        Assert.Contains("layer 0, head 0, query 0, key 0",
            Assert.Throws<ArgumentException>(() => Of(weight: float.PositiveInfinity)).Message);
    }

    [Fact]
    public void A_place_that_does_not_exist_is_named_with_the_number_of_those_that_do()
    {
        var map = Sample.Softmax(2, 3, layers: 2, heads: 4);
        Assert.StartsWith("There is no layer 2; the map has 2, counted from 0.", Missing(2, 0, 0, "layer"));
        Assert.StartsWith("There is no head 4; the map has 4, counted from 0.", Missing(0, 4, 0, "head"));
        Assert.StartsWith("There is no head -1; the map has 4, counted from 0.", Missing(1, -1, 0, "head"));
        Assert.StartsWith("There is no query 2; the map has 2, counted from 0.", Missing(0, 0, 2, "query"));

        string Missing(int layer, int head, int query, string name)
        {
            var e = Assert.Throws<ArgumentOutOfRangeException>(() => map.Row(layer, head, query).Length);
            Assert.Equal(name, e.ParamName);
            return e.Message;
        }
    }

    [Fact]
    public void Every_head_of_every_layer_has_its_own_plane()
    {
        var visible = Enumerable.Range(0, 2 * 3).Select(plane => plane is 1 or 3).ToArray();
        var map = Of(layers: 2, heads: 3, mask: MapMask.FromVisible(visible, 1, 1, planes: 6));
        Assert.Equal(visible.Select(v => !v),
            from layer in new[] { 0, 1 } from head in new[] { 0, 1, 2 } select map.IsMasked(layer, head, 0, 0));
    }

    private static AttentionMap Of(int layers = 1, int heads = 1, Label[]? queries = null, Label[]? keys = null, string text = "x",
        string? queryText = null, MapMask? mask = null, float weight = 1)
    {
        var weights = new float[Math.Max(1, layers) * Math.Max(1, heads)];
        Array.Fill(weights, weight);
        return new(weights, layers, heads, queries ?? One, keys ?? One, text, Sample.Provenance, mask, queryText);
    }
}
