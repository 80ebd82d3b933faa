using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heed.Maps.Tests;

public sealed partial class HtmlTests
{
    [Fact]
    public void The_page_asks_the_network_for_nothing()
    {
        var page = Sample.RenderText(new HtmlRenderer(), Sample.HostileMap());
        Assert.Contains("default-src 'none'", page);
        Assert.DoesNotContain("http://", page);
        Assert.DoesNotContain("https://", page);
        Assert.DoesNotMatch(Fetching(), page[..page.IndexOf("id=\"data\"", StringComparison.Ordinal)]);
        foreach (var word in (string[])["fetch(", "XMLHttpRequest", "WebSocket", "import(", "sendBeacon", "@import",
            "innerHTML", "document.write", "eval("])
            Assert.DoesNotContain(word, page);
    }

    [Fact]
    public void Text_cannot_leave_the_data()
    {
        var page = Sample.RenderText(new HtmlRenderer(), Sample.HostileMap(), new() { Title = "</title><script>alert(1)</script>" });
        Assert.DoesNotContain("<img", page);
        Assert.Equal(2, Regex.Count(page, "<script"));
        Assert.Equal(2, Regex.Count(page, "</script>"));
    }

    [Fact]
    public void The_page_holds_the_exact_numbers_the_mask_and_the_labels()
    {
        var map = Sample.Softmax(3, 5, layers: 2, heads: 2, causal: true);
        using var data = Data(map);
        var weights = new float[map.Weights.Length];
        Buffer.BlockCopy(data.RootElement.GetProperty("weights").GetBytesFromBase64(), 0, weights, 0, weights.Length * sizeof(float));
        Assert.Equal(map.Weights.ToArray(), weights);
        var bits = data.RootElement.GetProperty("mask").GetProperty("bits").GetBytesFromBase64();
        for (var i = 0; i < 15; i++) Assert.Equal(map.IsMasked(0, 0, i / 5, i % 5), (bits[i / 8] >> i % 8 & 1) != 0);
        Assert.Equal(map.KeyLabels.Select(l => l.Text),
            data.RootElement.GetProperty("keyLabels").EnumerateArray().Select(l => l.GetProperty("text").GetString()));
    }

    [Fact]
    public void The_measures_on_the_page_are_those_of_the_library()
    {
        var map = Sample.Softmax(4, 4, layers: 2, heads: 3);
        using var data = Data(map);
        var shown = data.RootElement.GetProperty("measures")[1][2];
        Assert.Equal(Measures.OfHead(map, 1, 2).Entropy, shown[0].GetDouble());
        Assert.Equal(Measures.OfHead(map, 1, 2).SameToken, shown[4].GetDouble());
    }

    [Fact]
    public void The_page_can_be_read_with_a_keyboard_and_by_ear()
    {
        var page = Sample.RenderText(new HtmlRenderer(), Sample.Softmax(2, 2));
        foreach (var part in (string[])["role=\"grid\"", "role=\"gridcell\"", "aria-activedescendant", "aria-live=\"polite\"",
            "aria-rowcount", "prefers-color-scheme", "prefers-reduced-motion", "lang=\"en\"", "ArrowLeft", "PageDown",
            "Escape", ":focus-visible"])
            Assert.Contains(part, page);
    }

    [Fact]
    public void What_lies_between_words_is_kept()
    {
        Label[] words = [new("Hi", 0, 2), new(",", 2, 1), new("<you>", 5, 5)];
        using var data = Data(new(new float[9], 1, 1, words, words, "Hi,  <you>", Sample.Provenance));
        var labels = data.RootElement.GetProperty("keyLabels").EnumerateArray()
            .Select(l => (l.TryGetProperty("before", out var before) ? before.GetString() : "") + l.GetProperty("text").GetString());
        Assert.Equal("Hi,  <you>", string.Concat(labels));
    }

    private static JsonDocument Data(AttentionMap map)
    {
        const string Start = "id=\"data\">";
        var page = Sample.RenderText(new HtmlRenderer(), map);
        var at = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return JsonDocument.Parse(page[at..page.IndexOf("</script>", at, StringComparison.Ordinal)]);
    }

    [GeneratedRegex("(src|href)\\s*=|url\\(|<link|<iframe|<object|<embed")]
    private static partial Regex Fetching();
}
