using System.Text.RegularExpressions;

namespace Heed.Maps.Tests;

/// <summary>Maps of a table of numbers and labels that come from no text.</summary>
public sealed class GivenMapTests
{
    private static readonly float[,] Weights = { { 1, 0, 0.5f }, { 0.25f, 0.75f, float.NaN } };

    [Fact]
    public void Rows_are_queries_and_labels_stand_in_a_text()
    {
        var map = AttentionMap.Of(Weights, ["le", ""], ["the", "🙂", "sat"]);
        Assert.Equal((1, 1, 2, 3), (map.Layers, map.Heads, map.Queries, map.Keys));
        Assert.Equal([0.25f, 0.75f, float.NaN], map.Row(0, 0, 1).ToArray());
        Assert.Equal(("the 🙂 sat", "le "), (map.Text, map.QueryText));
        Assert.All(map.KeyLabels, l => Assert.Equal(l.Text, map.Text.Substring(l.Start, l.Length)));
        Assert.Equal(new Label("", 3, 0), map.QueryLabels[1]);
        Assert.Contains("Heed ", Picture.Of(map, new()).Caption[^1]);
    }

    [Fact]
    public void One_list_of_labels_is_for_both_axes_and_the_numbers_are_copied()
    {
        float[,] weights = { { 1, 2 }, { 3, 4 } };
        var map = AttentionMap.Of(weights, ["a", "b"], new("mine", "by hand", "letter"), MapMask.Causal(2, 2));
        weights[0, 0] = 9;
        Assert.Equal([1, 2, 3, 4], map.Weights.ToArray());
        Assert.Equal(map.QueryLabels, map.KeyLabels);
        Assert.Equal((map.QueryText, "mine"), (map.Text, map.Provenance.Mechanism));
        Assert.True(map.IsMasked(0, 0, 0, 1));
    }

    [Fact]
    public void Layers_and_heads_come_first()
    {
        var weights = new float[2, 3, 4, 5];
        weights[1, 2, 3, 4] = 7;
        Assert.Equal(7, AttentionMap.Of(weights, ["a", "b", "c", "d"], ["a", "b", "c", "d", "e"])[1, 2, 3, 4]);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Assert.Contains("2 labels given for 3 keys", Refused("keyLabels", () => AttentionMap.Of(Weights, ["a", "b"])));
        Assert.Contains("3 labels given for 2 queries", Refused("queryLabels", () => AttentionMap.Of(Weights, ["a", "b", "c"], ["a"])));
        Assert.Contains("Label 1 is null", Refused("queryLabels", () => AttentionMap.Of(Weights, ["a", null!], ["a", "b", "c"])));
        Assert.Contains("at least one label", Refused("queryLabels", () => AttentionMap.Of(new float[0, 0], [])));
        Assert.Contains("infinite", Refused("weights", () => AttentionMap.Of(new[,] { { float.PositiveInfinity } }, ["a"])));
        Assert.Throws<ArgumentNullException>("weights", () => AttentionMap.Of((float[,])null!, ["a"]));
    }

    [Fact]
    public void The_page_is_what_the_file_would_hold()
    {
        var map = AttentionMap.Of(Weights, ["a", "b"], ["<x>", "y", "z"]);
        Assert.Equal(Sample.RenderText(new HtmlRenderer(), map), map.ToHtml());
        var dark = new MapView { Theme = Theme.Dark, Title = "A title" };
        Assert.Matches("<title>A title", Regex.Replace(map.ToHtml(dark), @"\s*<title>\s*", "<title>"));
    }

    private static string Refused(string argument, Action act) => Assert.Throws<ArgumentException>(argument, act).Message;
}
