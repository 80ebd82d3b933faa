using System.Text;
using System.Xml.Linq;

namespace Heed.Maps.Tests;

public sealed class RendererTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Extensions() => [.. MapFile.Renderers.Select(r => r.Extension)];

    [Theory]
    [MemberData(nameof(Extensions))]
    public void The_same_map_gives_the_same_bytes(string extension)
    {
        var renderer = MapFile.Of(extension);
        var map = Sample.Softmax(9, 9, heads: 2, causal: true);
        Assert.Equal(Sample.Render(renderer, map), Sample.Render(renderer, map));
    }

    [Theory]
    [MemberData(nameof(Extensions))]
    public void Square_and_rectangular_maps_of_any_size_are_drawn(string extension)
    {
        foreach (var (queries, keys) in new[] { (1, 1), (2, 2), (1, 30), (30, 1), (5, 12), (12, 5), (70, 90), (512, 512) })
            Assert.NotEmpty(Sample.Render(MapFile.Of(extension), Sample.Softmax(queries, keys, causal: keys >= queries)));
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".svg")]
    public void Two_thousand_tokens_are_drawn(string extension)
    {
        var labels = Sample.Letters(2048);
        var weights = new float[2 * 2048 * 2048];
        Array.Fill(weights, 1 / 2048f);
        var map = new AttentionMap(weights, 1, 2, labels, labels, string.Concat(labels.Select(l => l.Text)), Sample.Provenance,
            MapMask.Causal(2048, 2048));
        Assert.InRange(Sample.Render(MapFile.Of(extension), map).Length, 10_000, 2_000_000);
    }

    [Theory]
    [InlineData(Scale.Max)]
    [InlineData(Scale.Row)]
    [InlineData(Scale.Log)]
    [InlineData(Scale.Uniform)]
    [InlineData(Scale.Unit)]
    public void Every_scale_is_named_in_the_caption_and_has_its_ends_on_the_bar(Scale scale)
    {
        var picture = Picture.Of(Sample.Softmax(4, 6), new() { Scale = scale });
        Assert.Contains(picture.Caption, line => line.Contains(picture.Domain.Description, StringComparison.Ordinal));
        Assert.Equal(0, picture.Domain.Ticks[0].At);
        Assert.Equal(1, picture.Domain.Ticks[^1].At);
    }

    [Theory]
    [InlineData(-.8f, .3f)]
    [InlineData(.3f, -.8f)]
    public void The_largest_size_sets_both_ends_and_wins_a_shared_cell_whatever_its_sign(float first, float second)
    {
        var picture = Picture.Of(Sample.Of([first, second], ["a"], ["a", "b"]), new());
        Assert.Equal(.8, picture.Domain.High, 1e-6);
        Assert.Equal(0, new Shading(picture, picture.Panels[0], 2)[0, 0], 1e-6f);
    }

    [Fact]
    public void A_signed_map_gets_a_symmetric_bar()
    {
        var domain = Picture.Of(Sample.Signed(5), new()).Domain;
        Assert.Equal(-domain.High, domain.Low);
        Assert.True(domain.Diverging);
        Assert.Contains(domain.Ticks, t => t is { At: 0.5, Text: "0" });
        Assert.Throws<ArgumentException>(() => Picture.Of(Sample.Signed(5), new() { Scale = Scale.Log }));
    }

    [Fact]
    public void Uniform_attention_is_the_middle_of_the_uniform_scale()
    {
        var map = Sample.Of([.5f, .5f, 0, 1 / 3f, 1 / 3f, 1 / 3f], ["a", "b"], ["x", "y", "z"], mask: MapMask.Causal(2, 3));
        var picture = Picture.Of(map, new() { Scale = Scale.Uniform });
        Assert.Equal(0.5, picture.Domain.Position(picture.Panels[0], 0, .5f), 6);
        Assert.Equal(0.5, picture.Domain.Position(picture.Panels[0], 1, 1 / 3f), 6);
    }

    [Fact]
    public void All_heads_share_one_domain()
    {
        var map = Sample.Of([.1f, .2f, .3f, .8f], ["a"], ["x", "y"], heads: 2);
        var picture = Picture.Of(map, new() { Heads = HeadChoice.All });
        Assert.Equal(["head 0", "head 1"], picture.Panels.Select(p => p.Name));
        Assert.Equal(.8f, (float)picture.Domain.High);
    }

    [Theory]
    [InlineData("mean", "mean of 3 heads")]
    [InlineData("max", "maximum of 3 heads")]
    [InlineData("2", "head 2")]
    [InlineData("all", "layer 1, 3 heads")]
    [InlineData("rollout", "rollout of layers 0 … 1")]
    public void What_was_put_together_is_named(string heads, string name)
    {
        var choice = HeadChoice.Parse(heads);
        Assert.Equal(heads, choice.ToString());
        var picture = Picture.Of(Sample.Softmax(4, 4, layers: 2, heads: 3), new() { Layer = 1, Heads = choice });
        Assert.Contains(picture.Caption, line => line.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_head_that_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.Of(Sample.Softmax(2, 2, heads: 2), new() { Heads = HeadChoice.One(2) }));
        Assert.Equal("head", Assert.Throws<ArgumentOutOfRangeException>(() => HeadChoice.One(-1)).ParamName);
        Assert.Contains("mean, max, all", Assert.Throws<ArgumentException>(() => HeadChoice.Parse("average")).Message);
    }

    [Fact]
    public void Svg_is_well_formed_and_shows_hostile_text_as_text()
    {
        var svg = XDocument.Parse(Sample.RenderText(new SvgRenderer(), Sample.HostileMap(), new() { Title = "<b>&\u0007" }));
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "img" or "script" or "image" or "a");
        Assert.DoesNotContain(svg.Descendants().Attributes(),
            a => a.Name.LocalName is "href" or "src" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        var titles = svg.Descendants(Svg + "title").Select(t => t.Value).ToArray();
        Assert.Contains(titles, t => t.Contains("<img src=x onerror=alert(1)>", StringComparison.Ordinal));
        Assert.Contains(titles, t => t.Contains("U+202E", StringComparison.Ordinal));
    }

    [Fact]
    public void Svg_carries_the_exact_numbers()
    {
        var map = Sample.Softmax(4, 5, heads: 2);
        var svg = XDocument.Parse(Sample.RenderText(new SvgRenderer(), map));
        var back = MapJson.Parse(Encoding.UTF8.GetBytes(svg.Descendants(Svg + "metadata").Single().Value));
        Assert.Equal(map.Weights.ToArray(), back.Weights.ToArray());
    }

    [Fact]
    public void Svg_marks_masked_zero_and_NaN_differently_and_keeps_repeated_tokens_apart()
    {
        var map = Sample.Of([0, 1, float.NaN, 0], ["a", "a"], ["a", "a"], mask: MapMask.FromVisible([true, false, true, true], 2, 2));
        var cells = XDocument.Parse(Sample.RenderText(new SvgRenderer(), map)).Descendants(Svg + "rect")
            .Where(r => r.Element(Svg + "title") is not null).ToArray();
        var fills = cells.Select(r => r.Attribute("fill")!.Value).ToArray();
        Assert.Equal("url(#masked)", fills[1]);
        Assert.Equal(fills[0], fills[3]);
        Assert.Equal(3, fills.Distinct().Count());
        Assert.Equal(4, cells.Select(r => r.Value).Distinct().Count());
    }
}
