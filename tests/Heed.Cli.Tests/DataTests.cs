using System.Text.Json;

namespace Heed.Cli.Tests;

public sealed class DataTests
{
    [Fact]
    public void Every_data_set_that_is_built_in_is_listed()
    {
        var list = Heed.Run("data").AssertRan();
        Assert.All(["numbers-de", "numbers-fr", "dates", "cmudict"], name => Assert.Contains(name, list));
    }

    [Fact]
    public void One_is_shown_with_its_counts_hash_and_bad_lines()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["pairs.tsv"], string.Concat(Enumerable.Range(0, 40).Select(i => $"a{i}\tb\n")) + "no tab here\n");
        using var told = JsonDocument.Parse(Heed.Run("data", folder["pairs.tsv"], "--json").AssertRan());
        Assert.Equal(40, new[] { "train", "validation", "test" }.Sum(p => told.RootElement.GetProperty(p).GetInt32()));
        Assert.Equal(1, told.RootElement.GetProperty("badLines").GetInt32());
        Assert.Equal(64, told.RootElement.GetProperty("sha256").GetString()!.Length);
    }

    [Fact]
    public void Without_npm_it_says_how_to_do_it_by_hand()
    {
        using var folder = new Folder();
        var error = Heed.Run("data", "cmudict", "--npm", folder["no-npm"], "--to", folder["cmudict"]).AssertRefused();
        Assert.Contains("By hand", error);
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void An_unknown_one_is_one_line() => Assert.Contains("There is no data set", Heed.Run("data", "numbrs").AssertRefused());
}
