using System.Globalization;
using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>The trained models that come with the command are as good as the page beside them says.</summary>
public sealed class BoxTests
{
    private const long Most = 6_000_000;

    private static string Box => Path.Combine(Heed.Root, "models");

    [Fact]
    public void The_weights_are_small_and_say_how_they_were_made()
    {
        var models = Directory.GetDirectories(Box);
        Assert.InRange(models.Sum(m => new FileInfo(Path.Combine(m, "model.safetensors")).Length), 1, Most);
        Assert.All(models, m =>
        {
            using var card = JsonDocument.Parse(File.ReadAllText(Path.Combine(m, "model.json")));
            Assert.StartsWith("heed train ", card.RootElement.GetProperty("command").GetString());
            Assert.Equal(64, card.RootElement.GetProperty("data").GetProperty("sha256").GetString()!.Length);
            Assert.NotEmpty(File.ReadAllLines(Path.Combine(m, "log.jsonl")));
            Assert.Contains(string.Create(CultureInfo.InvariantCulture,
                $"| {new FileInfo(Path.Combine(m, "model.safetensors")).Length / 1e6:F2} MB |"), Row(Path.GetFileName(m)));
        });
    }

    [Fact]
    public void The_first_picture_of_the_readme_shows_what_stands_under_it()
    {
        const string Sentence = "Hi, how are you doing, hope everything is well?";
        using var folder = new Folder();
        Heed.Run("see", Sentence, "--layer", "1", "--head", "2", "--out", folder["map.json"]).AssertRan();
        var map = Maps.MapJson.Parse(File.ReadAllBytes(folder["map.json"]));
        var letters = Enumerable.Range(0, Sentence.Length).Where(i => char.IsLetter(Sentence[i])).ToArray();
        var back = letters.Count(i => Sentence.LastIndexOf(' ', i) is >= 0 and var space
            && Enumerable.Range(0, i + 1).MaxBy(k => map[1, 2, i, k]) == space);
        Assert.Contains($"Of the {letters.Length} letters, {back} read most from the space before their word.",
            File.ReadAllText(Path.Combine(Heed.Root, "README.md")));
    }

    [Theory]
    [InlineData("numbers-rnn-search", "numbers-de(to=999999999)")]
    [InlineData("numbers-transformer", "numbers-de")]
    public void The_translators_are_exact_and_look_at_the_right_places(string model, string data)
    {
        using var found = JsonDocument.Parse(Heed.Run("evaluate", model, "--data", data, "--json").AssertRan());
        var all = found.RootElement.GetProperty("all");
        var (exact, errors) = (all.GetProperty("sequenceAccuracy").GetDouble(), all.GetProperty("alignmentErrorRate").GetDouble());
        Assert.True(exact >= 0.99, $"{exact}");
        Assert.True(errors <= 0.1, $"{errors}");
        var sequences = all.GetProperty("sequences").GetInt64();
        Assert.Contains(string.Create(CultureInfo.InvariantCulture,
            $"{exact * sequences:N0} of {sequences:N0} test numbers exact"), Row(model));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"alignment errors {100 * errors:F1} %"), Row(model));
    }

    [Fact]
    public void The_model_of_characters_predicts_as_well_as_it_says()
    {
        var text = Directory.Exists(Path.Combine(Heed.Root, "..", "shared", "data", "tinyshakespeare"))
            ? Directory.EnumerateFiles(Path.Combine(Heed.Root, "..", "shared", "data", "tinyshakespeare"), "input.txt").FirstOrDefault()
            : null;
        Assert.SkipUnless(text is not null, "tiny-shakespeare is not there: put it at ../shared/data/tinyshakespeare/input.txt");
        using var found = JsonDocument.Parse(Heed.Run("evaluate", "character-lm", "--data", text!, "--json").AssertRan());
        var nats = found.RootElement.GetProperty("nats").GetDouble();
        Assert.True(nats <= 1.85, $"{nats}");
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{nats:F3} nats"), Row("character-lm"));
    }

    private static string Row(string model) =>
        File.ReadLines(Path.Combine(Box, "README.md")).Single(l => l.StartsWith($"| `{model}`", StringComparison.Ordinal));
}
