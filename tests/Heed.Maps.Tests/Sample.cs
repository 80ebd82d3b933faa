using System.Text;

namespace Heed.Maps.Tests;

/// <summary>Small maps with known contents.</summary>
internal static class Sample
{
    public static readonly string[] Hostile =
        ["<img src=x onerror=alert(1)>", "\"quoted\", 'twice' & more", "two\nlines", "\u202Eשלום", "👩‍👩‍👧‍👦", "東京", "</script><script>",
            "\u0000\u001b[31m", "\u200b", "\u0301", "]]>", " "];

    public static Provenance Provenance { get; } = new("rope + softmax", "untrained, seed 1", "character")
    { Seed = 1, Width = 16, Notes = ["Untrained."] };

    public static Label[] Labels(params string[] texts)
    {
        var (labels, at) = (new Label[texts.Length], 0);
        for (var i = 0; i < texts.Length; at += texts[i++].Length) labels[i] = new(texts[i], at, texts[i].Length);
        return labels;
    }

    public static Label[] Letters(int count) => Labels([.. Enumerable.Range(0, count).Select(i => ((char)('a' + i % 26)).ToString())]);

    public static AttentionMap Of(float[] weights, string[] queries, string[] keys, int layers = 1, int heads = 1, MapMask? mask = null) =>
        new(weights, layers, heads, Labels(queries), Labels(keys), string.Concat(keys), Provenance, mask, string.Concat(queries));

    /// <summary>A softmax-like map: rows sum to one over the keys that may be read.</summary>
    public static AttentionMap Softmax(int queries, int keys, int layers = 1, int heads = 1, bool causal = false, int seed = 1)
    {
        var random = new Random(seed);
        var weights = new float[layers * heads * queries * keys];
        for (var row = 0; row < layers * heads * queries; row++)
        {
            var visible = causal ? row % queries + keys - queries + 1 : keys;
            var drawn = Enumerable.Range(0, Math.Max(0, visible)).Select(_ => Math.Exp(3 * random.NextDouble())).ToArray();
            for (var key = 0; key < visible; key++) weights[row * keys + key] = (float)(drawn[key] / drawn.Sum());
        }
        var labels = Letters(Math.Max(queries, keys));
        var text = string.Concat(labels.Select(l => l.Text));
        return new(weights, layers, heads, labels[..queries], labels[..keys], text, Provenance,
            causal ? MapMask.Causal(queries, keys) : null);
    }

    public static AttentionMap Signed(int n)
    {
        var weights = Enumerable.Range(0, n * n).Select(i => (i % 7 - 3) / 10f).ToArray();
        return new(weights, 1, 1, Letters(n), Letters(n), string.Concat(Letters(n).Select(l => l.Text)), Provenance);
    }

    public static AttentionMap HostileMap()
    {
        var n = Hostile.Length;
        return Of([.. Enumerable.Range(0, n * n).Select(i => 1f / (1 + i))], Hostile, Hostile);
    }

    public static byte[] Render(IRenderer renderer, AttentionMap map, MapView? view = null)
    {
        using var stream = new MemoryStream();
        renderer.Write(Picture.Of(map, view ?? new()), stream);
        return stream.ToArray();
    }

    public static string RenderText(IRenderer renderer, AttentionMap map, MapView? view = null) =>
        Encoding.UTF8.GetString(Render(renderer, map, view));
}
