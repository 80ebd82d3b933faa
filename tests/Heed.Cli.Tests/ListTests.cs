using System.Text.Json;

namespace Heed.Cli.Tests;

public sealed class ListTests
{
    [Fact]
    public void A_stage_lists_the_words_that_take_it_and_no_others()
    {
        var masks = Ids("--stage", "mask");
        Assert.Superset(new HashSet<string> { "causal", "sliding-window", "luong-local-m", "stick-breaking" }, masks);
        Assert.DoesNotContain("alibi", masks);
        Assert.Contains("rwkv4", Ids("--stage", "alone"));
        Assert.DoesNotContain("causal", Ids("--stage", "alone"));
    }

    [Fact]
    public void Years_are_one_or_a_range_with_both_its_ends()
    {
        Assert.Contains("additive", Ids("--year", "2014"));
        Assert.DoesNotContain("luong-dot", Ids("--year", "2014"));
        Assert.Superset(new HashSet<string> { "additive", "luong-dot", "causal" }, Ids("--year", "2014..2017"));
        Assert.DoesNotContain("alibi", Ids("--year", "2014..2017"));
    }

    [Fact]
    public void A_model_lists_its_words_and_the_beginning_of_a_name_those_of_all_its_versions()
    {
        Assert.Equal(new HashSet<string> { "mla", "causal", "dsa-indexer" }, Ids("--used-by", "deepseek-v3.2"));
        Assert.Superset(new HashSet<string> { "soft-cap", "qk-rms-norm", "multi-query" }, Ids("--used-by", "gemma"));
        Assert.Equal(new HashSet<string> { "mla" }, Ids("--used-by", "deepseek-v3.2", "--stage", "sharing"));
    }

    [Fact]
    public void An_order_changes_the_order_alone()
    {
        var years = Words("--sort", "year").Select(w => w.TryGetProperty("citation", out var c) && c.ValueKind == JsonValueKind.Object
            ? c.GetProperty("year").GetInt32() : 0).ToArray();
        Assert.Equal(years.Order(), years);
        Assert.Equal(Ids(), Ids("--sort", "cost"));
        var costs = Words("--sort", "cost").Select(w => w.GetProperty("cost").GetProperty("time").GetString()!.Contains("n²")).ToArray();
        Assert.Equal(costs.Order(), costs);
    }

    [Fact]
    public void Models_are_listed_with_their_layers_for_machines_too()
    {
        Assert.Contains(" gemma-3 ", Heed.Run("list", "--models").AssertRan());
        using var json = JsonDocument.Parse(Heed.Run("list", "--models", "--json").AssertRan());
        var model = json.RootElement.EnumerateArray().Single(m => m.GetProperty("id").GetString() == "deepseek-v3");
        Assert.Equal(70_272, model.GetProperty("variants")[0].GetProperty("bytesPerToken").GetInt64());
        Assert.Contains("61 × mla + causal; 128 heads of 192", Heed.Run("explain", "model:deepseek-v3").AssertRan());
    }

    [Fact]
    public void A_table_lays_a_family_out_by_two_stages_and_says_what_to_write_where_no_word_stands()
    {
        var printed = Heed.Run("list", "--table", "recurrent").AssertRan();
        Assert.Contains("decay × write", printed);
        Assert.Contains("gated-delta-net", printed);
        Assert.Contains("retention + iplr", printed);
        using var json = JsonDocument.Parse(Heed.Run("list", "--table", "recurrent", "--json").AssertRan());
        var cells = json.RootElement.GetProperty("cells").EnumerateArray().ToArray();
        var kda = cells.Single(c => c.GetProperty("words").EnumerateArray().Any(w => w.GetProperty("id").GetString() == "kda"));
        Assert.Equal("gla + delta-net", kda.GetProperty("expression").GetString());
        Assert.Contains(cells, c => c.GetProperty("words").GetArrayLength() == 0);
    }

    [Fact]
    public void Layers_are_listed_with_their_rules_and_explained_with_what_stands_round_them()
    {
        Assert.Contains(" layer:kda ", Heed.Run("list", "--layers").AssertRan());
        using var json = JsonDocument.Parse(Heed.Run("list", "--layers", "--json").AssertRan());
        var layer = json.RootElement.EnumerateArray().Single(l => l.GetProperty("id").GetString() == "layer:gated-delta-net");
        Assert.Equal("gated-delta-net", layer.GetProperty("rule").GetString());
        Assert.DoesNotContain("layer:gla", Ids());
        var told = Heed.Run("explain", "layer:gated-delta-net", "--no-picture").AssertRan();
        Assert.Contains("the rule gated-delta-net", told);
        Assert.Contains("gated_deltanet.py", told);
        Assert.Contains("convolution_q (H,Dq,4)", told);
        Assert.Contains("did you mean 'layer:gla'", Heed.Run("explain", "layer:gal").AssertRefused());
    }

    [Theory]
    [InlineData("--models is for words", "--layers", "--models")]
    [InlineData("there are: recurrent", "--table", "pairwise")]
    [InlineData("--models is for words", "--table", "recurrent", "--models")]
    [InlineData("did you mean 'mask'", "--stage", "maks")]
    [InlineData("with the earlier first", "--year", "2019..2014")]
    [InlineData("--year must be", "--year", "lately")]
    [InlineData("did you mean 'gemma", "--used-by", "gema")]
    [InlineData("There is no model ''", "--used-by", "")]
    [InlineData("--sort is for words", "--models", "--sort", "id")]
    public void What_is_not_there_is_refused(string says, params string[] args) =>
        Assert.Contains(says, Heed.Run(["list", .. args]).AssertRefused());

    [Fact]
    public void A_model_that_is_not_there_is_refused_with_the_nearest() =>
        Assert.Contains("did you mean 'gemma-3'", Heed.Run("explain", "model:gema-3").AssertRefused());

    [Fact]
    public void A_model_is_no_expression_and_one_is_told_where_its_expressions_are() =>
        Assert.Contains("names the expression of each", Heed.Run("see", "x", "--with", "model:gemma-3").AssertRefused());

    private static HashSet<string> Ids(params string[] args) => [.. Words(args).Select(w => w.GetProperty("id").GetString()!)];

    private static JsonElement[] Words(params string[] args)
    {
        using var json = JsonDocument.Parse(Heed.Run(["list", "--json", .. args]).AssertRan());
        return [.. json.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
