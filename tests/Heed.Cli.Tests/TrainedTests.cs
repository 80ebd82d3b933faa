using System.Text;
using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>What is done with a model once it is trained.</summary>
public sealed class TrainedTests(TrainedFixture trained) : IClassFixture<TrainedFixture>
{
    [Fact]
    public void Training_says_what_to_do_next()
    {
        Assert.Contains($"heed evaluate {trained.Translator} --data", trained.Output);
        Assert.Contains($"heed apply {trained.Translator} TEXT", trained.Output);
    }

    [Fact]
    public void Each_line_is_translated()
    {
        var call = new Heed.Call("apply", trained.Translator, "-") { Input = Encoding.UTF8.GetBytes("forty-two\nseven\n") };
        Assert.Equal(2, call.Run().AssertRan().TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void A_beam_gives_its_texts_best_first()
    {
        using var told =
            JsonDocument.Parse(Heed.Run("apply", trained.Translator, "forty-two", "--beam", "4", "--best", "3", "--json").AssertRan());
        var logs = told.RootElement[0].GetProperty("written").EnumerateArray()
            .Select(w => w.GetProperty("logProbability").GetDouble()).ToArray();
        Assert.Equal(3, logs.Length);
        Assert.Equal(logs.OrderDescending(), logs);
    }

    [Fact]
    public void The_map_shows_what_was_written_beside_what_was_read()
    {
        using var folder = new Folder();
        Heed.Run("apply", trained.Translator, "forty-two", "--map", folder["map.json"]).AssertRan();
        var map = Maps.MapJson.Parse(File.ReadAllBytes(folder["map.json"]));
        Assert.Equal(["forty", "two"], map.KeyLabels.Select(l => l.Text));
        Assert.All(Enumerable.Range(0, map.Queries), i => Assert.Equal(1, map.Row(0, 0, i).ToArray().Sum(), 1e-4));
    }

    [Fact]
    public void A_model_without_attention_has_no_map()
    {
        using var folder = new Folder();
        Assert.Contains("has no attention", Heed.Run("apply", trained.Fixed, "seven", "--map", folder["map.png"]).Error);
    }

    [Fact]
    public void What_the_model_has_never_seen_is_said() =>
        Assert.Contains("has never seen 'gazillion'", Heed.Run("apply", trained.Translator, "two gazillion").Error);

    [Fact]
    public void A_language_model_goes_on_and_the_same_seed_writes_the_same()
    {
        var texts = Enumerable.Range(0, 2)
            .Select(_ => Heed.Run("apply", trained.LanguageModel, "abc", "--longest", "12", "--seed", "7").AssertRan()).ToArray();
        Assert.Equal(texts[0], texts[1]);
        Assert.StartsWith("abc", texts[0]);
        Assert.Equal(15, texts[0].TrimEnd('\n').Length);
    }

    [Fact]
    public void It_is_judged_by_length_and_for_machines()
    {
        using var told = JsonDocument.Parse(Heed.Run("evaluate", trained.Translator, "--data", TrainedFixture.Data, "--json").AssertRan());
        var all = told.RootElement.GetProperty("all");
        var lengths = told.RootElement.GetProperty("byLength").EnumerateObject().Sum(l => l.Value.GetProperty("sequences").GetInt64());
        Assert.Equal(all.GetProperty("sequences").GetInt64(), lengths);
        Assert.InRange(all.GetProperty("alignmentErrorRate").GetDouble(), 0, 1);
    }

    [Fact]
    public void A_language_model_is_judged_in_bits()
    {
        using var told = JsonDocument.Parse(Heed.Run("evaluate", trained.LanguageModel, "--data", trained.Corpus, "--json").AssertRan());
        Assert.Equal(told.RootElement.GetProperty("nats").GetDouble() / Math.Log(2),
            told.RootElement.GetProperty("bits").GetDouble(), 1e-9);
        Assert.True(told.RootElement.GetProperty("bits").GetDouble() < 1.5);
    }

    [Theory]
    [InlineData("A beam draws nothing", "--beam", "2", "--temperature", "1")]
    [InlineData("add --beam", "--best", "2")]
    [InlineData("does not exist", "--map", "nowhere/map.png")]
    public void Options_that_would_have_no_effect_are_refused(string says, params string[] options) =>
        Assert.Contains(says, Heed.Run(["apply", trained.Translator, "two", .. options]).AssertRefused());

    [Fact]
    public void An_unknown_model_is_one_line() =>
        Assert.Contains("There is no model 'nothing'", Heed.Run("apply", "nothing", "two").AssertRefused());

    [Fact]
    public void A_damaged_model_is_named()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["model"]);
        File.Copy(Path.Combine(trained.Translator, "model.json"), Path.Combine(folder["model"], "model.json"));
        File.WriteAllText(Path.Combine(folder["model"], "model.safetensors"), "this is no model");
        Assert.Contains("model.safetensors", Heed.Run("apply", folder["model"], "two").AssertRefused());
    }

    [Fact]
    public void A_text_cannot_judge_a_translator() =>
        Assert.Contains("is a text", Heed.Run("evaluate", trained.Translator, "--data", trained.Corpus).AssertRefused());
}
