using System.Text;
using CsCheck;
using Heed.Tests;

namespace Heed.Maps.Tests;

public sealed class MapJsonTests
{
    private static readonly Gen<float> Weight = Gen.OneOf(
        Gen.Single.Where(float.IsFinite), Gen.Single[0, 1], Gen.Const(float.NaN), Gen.Const(-0f),
        Gen.Const(float.Epsilon), Gen.Const(float.MaxValue));

    private static readonly Gen<AttentionMap> Maps =
        from layers in Gen.Int[1, 3]
        from heads in Gen.Int[1, 3]
        from queries in Gen.Int[1, 6]
        from keys in Gen.Int[1, 6]
        from weights in Weight.Array[layers * heads * queries * keys]
        from planes in Gen.Int[0, 2].Select(p => p < 2 ? p : layers * heads)
        from visible in Gen.Bool.Array[planes * queries * keys]
        from texts in Gen.Int[0, Sample.Hostile.Length - 1].Select(i => Sample.Hostile[i]).Array[queries + keys]
        from seed in Gen.Long.Nullable()
        select Make(layers, heads, texts[..queries], texts[queries..], weights, planes, visible, seed);

    [Fact]
    public void Every_map_comes_back_exactly() => Maps.ForEachDraw(map =>
    {
        var back = MapJson.Parse(Bytes(map));
        Assert.Equal(map.Weights.ToArray().Select(BitConverter.SingleToInt32Bits),
            back.Weights.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal((map.Layers, map.Heads, map.Text, map.QueryText, map.Signed),
            (back.Layers, back.Heads, back.Text, back.QueryText, back.Signed));
        Assert.Equal(map.QueryLabels, back.QueryLabels);
        Assert.Equal(map.KeyLabels, back.KeyLabels);
        Assert.Equal(map.Provenance with { Notes = [] }, back.Provenance with { Notes = [] });
        Assert.Equal(map.Provenance.Notes, back.Provenance.Notes);
        Assert.Equal(map.Mask?.Planes, back.Mask?.Planes);
        Assert.Equal(Masked(map), Masked(back));
    }, iter: 300);

    [Fact]
    public void Damaged_text_is_refused_and_never_anything_worse()
    {
        var whole = Bytes(Sample.Softmax(3, 4, causal: true));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).ForEachDraw((at, value) =>
        {
            var damaged = whole.ToArray();
            damaged[at] = value;
            try
            {
                MapJson.Parse(damaged);
            }
            catch (FormatException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }, iter: 3000);
        for (var length = 0; length < whole.Length; length++) Assert.Throws<FormatException>(() => MapJson.Parse(whole.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "version")]
    [InlineData("\"heed-map\"", "\"other\"", "schema")]
    [InlineData("\"layers\":1", "\"layers\":2000000000", "cannot be in a text")]
    [InlineData("\"layers\":1", "\"layers\":-1", "at least 1 layer")]
    [InlineData("\"layers\":1", "\"layers\":1.5", "layers")]
    [InlineData("\"layers\":1,", "", "lacks the member 'layers'")]
    [InlineData("\"heads\":1", "\"heads\":1,\"heads\":1", "'heads' occurs twice")]
    [InlineData("\"heads\":1", "\"heads\":1,\"extra\":1", "'extra' is unknown")]
    [InlineData("\"heads\":1", "\"heads\":2", "weights[0][1]")]
    [InlineData("[[[[0.5,0.25]", "[[[[0.5]", "weights[0][0][0][1]")]
    [InlineData("[[[[0.5,0.25]", "[[[[0.5,0.25,1]", "longer than 2 keys")]
    [InlineData("[[[[0.5,0.25]", "[[[[0.5,NaN]", "not JSON")]
    [InlineData("[[[[0.5,0.25]", "[[[[0.5,\"NaN\"]", "weights[0][0][0][1]")]
    [InlineData("[[[[0.5,0.25]", "[[[[0.5,1e99]", "finite float32")]
    [InlineData("[[[false,true]", "[[[false,0]", "masked[0][0][1]")]
    [InlineData("[[[false,true]", "[[[false]", "masked[0][0][1]")]
    [InlineData("\"start\":1", "\"start\":9", "does not fit together")]
    [InlineData("\"start\":1", "\"start\":1,\"start\":1", "'start' occurs twice")]
    public void What_is_wrong_is_said(string from, string to, string message)
    {
        var map = Sample.Of([.5f, .25f, .75f, .125f], ["a", "b"], ["a", "b"], mask: MapMask.Causal(2, 2));
        var text = Encoding.UTF8.GetString(Bytes(map));
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        var wrong = text[..at] + to + text[(at + from.Length)..];
        Assert.Contains(message, Assert.Throws<FormatException>(() => MapJson.Parse(Encoding.UTF8.GetBytes(wrong))).Message);
    }

    [Fact]
    public void Members_may_come_in_any_order()
    {
        var map = Sample.Of([.5f, .25f], ["a"], ["a", "b"]);
        var text = Encoding.UTF8.GetString(Bytes(map));
        var weights = ",\"weights\":[[[[0.5,0.25]]]]";
        Assert.Contains(weights, text);
        var moved = "{" + weights[1..] + "," + text.Replace(weights, "", StringComparison.Ordinal)[1..];
        Assert.Equal(map.Weights.ToArray(), MapJson.Parse(Encoding.UTF8.GetBytes(moved)).Weights.ToArray());
    }

    private static byte[] Bytes(AttentionMap map)
    {
        using var stream = new MemoryStream();
        MapJson.Write(map, stream);
        return stream.ToArray();
    }

    private static bool[] Masked(AttentionMap map) =>
        [.. from l in Enumerable.Range(0, map.Layers)
            from h in Enumerable.Range(0, map.Heads)
            from q in Enumerable.Range(0, map.Queries)
            from k in Enumerable.Range(0, map.Keys)
            select map.IsMasked(l, h, q, k)];

    private static AttentionMap Make(int layers, int heads, string[] queries, string[] keys, float[] weights,
        int planes, bool[] visible, long? seed)
    {
        var mask = planes == 0 ? null : MapMask.FromVisible(visible, queries.Length, keys.Length, planes);
        return new(weights, layers, heads, Sample.Labels(queries),
            [.. Sample.Labels(keys).Select((l, i) => l with { Id = i % 2 == 0 ? i : null })], string.Concat(keys),
            Sample.Provenance with { Seed = seed, Width = heads == 1 ? null : 8 * heads, Notes = queries }, mask, string.Concat(queries));
    }
}
