using Heed.Maps;

namespace Samples.Tests.Guide;

/// <summary>The programs of docs/guide/maps.md, as the bodies of tests; the first is samples/apps/maps.cs.</summary>
public sealed class MapsGuideTests
{
    private readonly AttentionMap map = Example();

    [Fact]
    public void A_row_is_measured()
    {
        #region measures
        var last = Measures.OfRow(map, layer: 0, head: 0, query: 2);
        var spread = last.EffectiveKeys;                                  // as if it read so many alike: e to the power of the entropy
        var back = last.Distance;                                         // how far away it reads, in tokens
        #endregion

        Assert.Equal(Math.Exp(-(0.1 * Math.Log(0.1)) - (0.6 * Math.Log(0.6)) - (0.3 * Math.Log(0.3))), spread, 1e-6);
        Assert.Equal((2 * 0.1) + 0.6, back, 1e-6);
    }

    [Fact]
    public void An_array_becomes_a_page() => InFolder(() =>
    {
        #region arrays
        float[,] scores = { { 1, 0 }, { 0.4f, 0.6f } };                    // row: who reads; column: what is read
        var made = AttentionMap.Of(scores, ["the", "cat"]);
        File.WriteAllText("map.html", made.ToHtml());                     // or give the text to a web page or a notebook
        #endregion

        Assert.Equal((2, 2), (made.Queries, made.Keys));
        Assert.StartsWith("<!", File.ReadAllText("map.html"), StringComparison.Ordinal);
    });

    [Fact]
    public void A_map_is_saved_and_read() => InFolder(() =>
    {
        #region files
        MapFile.Save(map, new(), "map.json");                             // or .png, .svg, .html, .csv
        using var saved = File.OpenRead("map.json");
        var again = MapJson.Read(saved);
        #endregion

        Assert.Equal(map.Weights, again.Weights);
    });

    private static void InFolder(Action work)
    {
        var before = Environment.CurrentDirectory;
        var folder = Directory.CreateTempSubdirectory("heed-");
        try
        {
            Environment.CurrentDirectory = folder.FullName;
            work();
        }
        finally
        {
            Environment.CurrentDirectory = before;
            folder.Delete(recursive: true);
        }
    }

    private static AttentionMap Example()
    {
        Label[] words = [new("the", 0, 3), new("cat", 4, 3), new("sat", 8, 3)];
        return new(new float[] { 1, 0, 0, 0.3f, 0.7f, 0, 0.1f, 0.6f, 0.3f }, 1, 1, words, words, "the cat sat",
            new("by hand", "an example", "word"), MapMask.Causal(3, 3));
    }
}
