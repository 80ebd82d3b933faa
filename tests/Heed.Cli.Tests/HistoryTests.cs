using System.Text.Json;

namespace Heed.Cli.Tests;

public sealed class HistoryTests
{
    private static string[] Tiny(string folder, int steps = 4) =>
        ["history", "--data", "numbers-de(to=99999, train=80, validation=20, test=30)", "--steps", $"{steps}", "--parameters", "36000",
            "--batch", "16", "--threads", "1", "--out", folder];

    [Fact]
    public void Five_models_of_one_size_are_compared_and_not_trained_again()
    {
        using var folder = new Folder();
        var page = Heed.Run(Tiny(folder["history"])).AssertRan();
        using var told = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["history"], "history.json")));
        var models = told.RootElement.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(5, models.Length);
        Assert.All(models, m => Assert.InRange(m.GetProperty("parameters").GetInt64(), 32_400, 39_600));
        Assert.All(models, m => Assert.Contains(m.GetProperty("name").GetString()!, page));
        Assert.All(["errors-by-length.png", "errors-by-length.svg", "history.md", "alignment-rnn-search.png", "alignment-transformer.png"],
            f => Assert.True(File.Exists(Path.Combine(folder["history"], f)), f));
        var log = Path.Combine(folder["history"], "models", "seed-1", "luong", "log.jsonl");
        var before = File.ReadAllText(log);
        Heed.Run(Tiny(folder["history"])).AssertRan();
        Assert.Equal(before, File.ReadAllText(log));
        Assert.Contains("in another way", Heed.Run(Tiny(folder["history"], 5)).AssertRefused());
    }

    [Fact]
    public void A_trained_model_is_added_to_a_comparison_of_the_same_data_and_stays_there()
    {
        using var folder = new Folder();
        var data = Tiny(folder["history"])[2];
        Heed.Run(Tiny(folder["history"])).AssertRan();
        string Model(string kind) => Path.Combine(folder["history"], "models", "seed-1", kind);
        string[] Beside(string kind, string of) =>
            ["history", "--again", "--out", folder["history"], "--data", of, "--beside", Model(kind)];
        Assert.Contains("is not what was compared on", Heed.Run(Beside("luong", "numbers-de(to=99, train=80)")).AssertRefused());
        Heed.Run(Beside("luong", data)).AssertRan();
        var page = Heed.Run(Beside("transformer", data)).AssertRan();
        Assert.Contains("## Trained longer", page);
        using var told = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["history"], "history.json")));
        Assert.Equal(["luong", "transformer"],
            told.RootElement.GetProperty("beside").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.Equal(page, Heed.Run("history", "--again", "--out", folder["history"]).AssertRan());
    }

    [Fact]
    public void Trained_models_whose_folders_have_one_name_are_told_apart()
    {
        using var folder = new Folder();
        var data = Tiny(folder["history"])[2];
        Heed.Run(Tiny(folder["history"])).AssertRan();
        string[] models = [Path.Combine(folder["history"], "models", "seed-1", "luong"), folder["elsewhere/luong"]];
        var other = Path.Combine(folder["history"], "models", "seed-1", "transformer");
        foreach (var file in Directory.EnumerateFiles(other, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(models[1], Path.GetRelativePath(other, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        for (var time = 0; time < 2; time++)                                           // judged, and read again
        {
            Heed.Run(["history", "--again", "--out", folder["history"], "--data", data, "--beside", .. models]).AssertRan();
            using var told = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["history"], "history.json")));
            Assert.Equal([("luong", "luong"), ("luong", "transformer")],
                told.RootElement.GetProperty("beside").EnumerateArray()
                    .Select(m => (m.GetProperty("name").GetString(), m.GetProperty("kind").GetString())));
        }
    }

    [Theory]
    [InlineData("is no comparison", "{}")]
    [InlineData("is no comparison", "{ \"data\":")]
    [InlineData("is no comparison", "null")]
    public void What_is_no_comparison_is_not_written_again(string says, string json)
    {
        using var folder = new Folder();
        File.WriteAllText(folder["history.json"], json);
        Assert.Contains(says, Heed.Run("history", "--again", "--out", folder.Path).AssertRefused());
        Assert.Equal([folder["history.json"]], folder.Entries);
    }

    [Fact]
    public void Without_a_comparison_there_is_nothing_to_write_again() =>
        Assert.Contains("needs a comparison that was made before", Heed.Run("history", "--again", "--out", "nowhere").AssertRefused());

    [Fact]
    public void Writing_again_takes_no_orders_to_train() =>
        Assert.Contains("leave out --seeds", Heed.Run("history", "--again", "--seeds", "2", "--out", "nowhere").AssertRefused());

    [Fact]
    public void A_size_that_a_model_cannot_have_is_refused_before_any_is_trained()
    {
        using var folder = new Folder();
        var run = Heed.Run("history", "--data", "numbers-de(to=99, train=80)", "--parameters", "900", "--out", folder["history"]);
        Assert.Contains("cannot have about", run.AssertRefused());
        Assert.Empty(folder.Entries);
    }
}
