using System.Text;

namespace Heed.Maps.Tests;

/// <summary>What is said of a text that is no map, word for word: what is wrong, and where.</summary>
public sealed class MapJsonErrorTests
{
    private const string Masked = "\"masked\":[[[false,true],[false,false]]]";
    private const string Weights = "\"weights\":[[[[0.5,0.25],[0.75,0.125]]]]";

    private static readonly AttentionMap Map = new(new float[] { .5f, .25f, .75f, .125f }, 1, 1,
        Sample.Labels("a", "b"), Sample.Labels("a", "b"), "ab",
        new("softmax", "untrained", "character") { Version = "1.2.3", Seed = 1, Notes = ["Untrained."] }, MapMask.Causal(2, 2));

    [Theory]
    [InlineData("\"layers\":1", "\"layers\":\"1\"", "layers: Number expected, String found, at byte ")]
    [InlineData("\"layers\":1", "\"layers\":2147483648", "layers: an integer below 2^31 expected, at byte ")]
    [InlineData("\"seed\":1", "\"seed\":9223372036854775808", "provenance.seed: an integer below 2^63 expected, at byte ")]
    [InlineData("\"seed\":1", "\"seed\":true", "provenance.seed: Number expected, True found, at byte ")]
    [InlineData("\"text\":\"ab\"", "\"text\":7", "text: String expected, Number found, at byte ")]
    [InlineData("\"text\":\"ab\"", "\"text\":\"\\uD800\"", "text: not valid Unicode text at byte ")]
    [InlineData("\"rows are queries, columns are keys\"", "5", "orientation: String expected, Number found, at byte ")]
    [InlineData("\"provenance\":{", "\"provenance\":[{", "provenance: StartObject expected, StartArray found, at byte ")]
    [InlineData("\"unit\":", "\"x\":1,\"unit\":", "provenance: the member 'x' is unknown, at byte ")]
    [InlineData("\"unit\":", "\"unit\":\"a\",\"unit\":", "provenance: the member 'unit' occurs twice, at byte ")]
    [InlineData("\"unit\":\"character\"", "\"unit\":3", "provenance.unit: String expected, Number found, at byte ")]
    [InlineData("[\"Untrained.\"]", "\"Untrained.\"", "provenance.notes: StartArray expected, String found, at byte ")]
    [InlineData("[\"Untrained.\"]", "[3]", "provenance.notes: String expected, Number found, at byte ")]
    [InlineData("\"heads\":1", "\"extra\":1", "the map: the member 'extra' is unknown, at byte ")]
    [InlineData("\"heads\":1", "\"heads\":1,\"heads\":1", "the map: the member 'heads' occurs twice, at byte ")]
    public void Members_of_the_map_and_its_provenance(string from, string to, string message) =>
        Assert.StartsWith(message, Complaint(from, to));

    [Theory]
    [InlineData("schema")]
    [InlineData("version")]
    [InlineData("provenance")]
    [InlineData("text")]
    [InlineData("layers")]
    [InlineData("heads")]
    [InlineData("queries")]
    [InlineData("keys")]
    [InlineData("masked")]
    [InlineData("weights")]
    public void A_missing_member_is_named(string name)
    {
        var whole = System.Text.Json.Nodes.JsonNode.Parse(Text())!.AsObject();
        whole.Remove(name);
        Assert.Equal($"The map lacks the member '{name}'.", Complaint(whole.ToJsonString()));
    }

    [Theory]
    [InlineData("\"heed\":\"1.2.3\",")]
    [InlineData("\"mechanism\":\"softmax\",")]
    [InlineData("\"weights\":\"untrained\",")]
    [InlineData("\"unit\":\"character\",")]
    [InlineData("\"dtype\":\"float32\",")]
    [InlineData(",\"notes\":[\"Untrained.\"]")]
    public void A_missing_member_of_the_provenance(string member) => Assert.StartsWith(
        "provenance: one of the members heed, mechanism, weights, unit, dtype, notes is missing, at byte ", Complaint(member, ""));

    [Theory]
    [InlineData("\"queries\":[", "\"queries\":{\"x\":[", "queries: StartArray expected, StartObject found, at byte ")]
    [InlineData("\"queries\":[", "\"queries\":[7,", "queries[0]: StartObject expected, Number found, at byte ")]
    [InlineData("\"text\":\"b\",", "", "queries[1]: one of the members text, start, length is missing, at byte ")]
    [InlineData("\"start\":1,", "", "queries[1]: one of the members text, start, length is missing, at byte ")]
    [InlineData(",\"length\":1", "", "queries[0]: one of the members text, start, length is missing, at byte ")]
    [InlineData("\"text\":\"b\"", "\"text\":1", "queries[1].text: String expected, Number found, at byte ")]
    [InlineData("\"start\":1", "\"start\":\"1\"", "queries[1].start: Number expected, String found, at byte ")]
    [InlineData("\"length\":1", "\"length\":null", "queries[0].length: Number expected, Null found, at byte ")]
    [InlineData("\"start\":1", "\"start\":1,\"id\":\"x\"", "queries[1].id: Number expected, String found, at byte ")]
    [InlineData("\"start\":1", "\"start\":1,\"y\":1", "queries[1]: the member 'y' is unknown, at byte ")]
    public void Labels(string from, string to, string message) => Assert.StartsWith(message, Complaint(from, to));

    [Theory]
    [InlineData("5", "masked: StartArray expected, Number found, at byte ")]
    [InlineData("[]", "masked: 0 planes found; 1 or layers × heads = 1 expected, at byte ")]
    [InlineData("[[],[]]", "masked: 2 planes found; 1 or layers × heads = 1 expected, at byte ")]
    [InlineData("[5]", "masked[0]: an array expected, Number found, at byte ")]
    [InlineData("[[5]]", "masked[0][0]: an array expected, Number found, at byte ")]
    [InlineData("[[[false,0]]]", "masked[0][0][1]: true or false expected, Number found (2 keys to a row), at byte ")]
    [InlineData("[[[false,true],[false,false,true]]]", "masked[0][1]: longer than 2 keys, at byte ")]
    [InlineData("[[[false,true],[false,false],[true,true]]]", "masked[0]: longer than 2 queries, at byte ")]
    public void The_mask(string masked, string message) => Assert.StartsWith(message, Complaint(Masked, $"\"masked\":{masked}"));

    [Theory]
    [InlineData("5", "weights: StartArray expected, Number found, at byte ")]
    [InlineData("[5]", "weights[0]: an array expected, Number found, at byte ")]
    [InlineData("[[5]]", "weights[0][0]: an array expected, Number found, at byte ")]
    [InlineData("[[[5]]]", "weights[0][0][0]: an array expected, Number found, at byte ")]
    [InlineData("[[[[1,true]]]]", "weights[0][0][0][1]: a number or null expected, True found (2 keys to a row), at byte ")]
    [InlineData("[[[[1,1e39]]]]", "weights: a finite float32 expected, at byte ")]
    [InlineData("[[[[1,2],[3,4,5]]]]", "weights[0][0][1]: longer than 2 keys, at byte ")]
    [InlineData("[[[[1,2],[3,4],[5,6]]]]", "weights[0][0]: longer than 2 queries, at byte ")]
    [InlineData("[[[[1,2],[3,4]],[]]]", "weights[0]: longer than 1 heads, at byte ")]
    [InlineData("[[[[1,2],[3,4]]],[]]", "weights: longer than 1 layers, at byte ")]
    public void The_weights(string weights, string message) => Assert.StartsWith(message, Complaint(Weights, $"\"weights\":{weights}"));

    [Fact]
    public void The_byte_is_where_the_wrong_token_starts()
    {
        Assert.Equal("layers: Number expected, String found, at byte 10.", Complaint("{\"layers\":\"1\"}"));
        Assert.Equal("text: not valid Unicode text at byte 20.", Complaint("{\"heads\":1,\n \"text\":\"\\uD800\"}"));
    }

    [Fact]
    public void Text_that_is_no_JSON_is_told_with_the_member_and_the_byte()
    {
        Assert.StartsWith("This is not JSON at byte 0 (while reading the map). ", Complaint(""));
        Assert.StartsWith("the map: StartObject expected, StartArray found, at byte 0.", Complaint("[]"));
        Assert.StartsWith("This is not JSON at byte 1 (while reading the map). ", Complaint("{5"));
        Assert.StartsWith("This is not JSON at byte 11 (while reading the map.version). ", Complaint("{\"version\":,"));
        Assert.StartsWith("This is not JSON at byte 15 (while reading weights). ", Complaint("{\"weights\":[[1,}"));
        var whole = Text();
        Assert.StartsWith($"This is not JSON at byte {whole.Length + 1}, after the end of the map. ", Complaint(whole + "\nx"));
        Assert.Equal(4, MapJson.Parse(Encoding.UTF8.GetBytes(whole + " \n")).Weights.Length);
    }

    [Theory]
    [InlineData("\"layers\":1", "\"layers\":400", "weights: 400 layers × 1 heads × 2 queries × 2 keys cannot be in a text of ")]
    [InlineData("\"heads\":1", "\"heads\":400", "weights: 1 layers × 400 heads × 2 queries × 2 keys cannot be in a text of ")]
    public void Sizes_that_the_text_is_too_short_for_are_refused_before_anything_is_allocated(string from, string to, string message) =>
        Assert.StartsWith(message, Complaint(from, to));

    private static string Complaint(string from, string to)
    {
        var whole = Text();
        var at = whole.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{from} is not in {whole}");
        return Complaint(whole[..at] + to + whole[(at + from.Length)..]);
    }

    private static string Complaint(string text) =>
        Assert.Throws<FormatException>(() => MapJson.Parse(Encoding.UTF8.GetBytes(text))).Message;

    private static string Text()
    {
        using var stream = new MemoryStream();
        MapJson.Write(Map, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
