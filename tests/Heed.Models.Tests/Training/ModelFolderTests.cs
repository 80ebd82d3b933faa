using System.Text.Json.Nodes;
using Heed.Models.Checkpoints;

namespace Heed.Models.Tests.Training;

public sealed class ModelFolderTests
{
    [Fact]
    public void A_model_is_used_as_it_was_saved()
    {
        using var folder = new Folder();
        using var model = SequenceModel.Build(Lesson.Spec with { Seed = 5 });
        ModelFolder.Save(folder["m"], ModelCard.Of(Lesson.Spec with { Seed = 5 }, Lesson.Data, Lesson.Options, "heed train"), model);
        using var loaded = ModelFolder.Open(folder["m"]);
        Assert.Equal(Lesson.Numbers(model), Lesson.Numbers(loaded.Model));
        Assert.False(loaded.Model.training);
        Assert.Equal(Lesson.Data.TargetSymbols.Own, loaded.TargetSymbols.Own);
        Assert.Equal((Lesson.Data.Source, Lesson.Data.Target), (loaded.Source!, loaded.Target));
        Assert.Equal((Lesson.Data.Hash, "heed train", Lesson.Options),
            (loaded.Card.Data.Sha256, loaded.Card.Command!, loaded.Card.Training!));
    }

    [Theory]
    [InlineData("format", "\"heed model 9\"", "Its format is 'heed model 9'")]
    [InlineData("extra", "1", "extra")]
    [InlineData("target_symbols", "[\"a\"]", "lists 1 target symbols")]
    [InlineData("source_symbols", "[\"a\",\"a\"]", "given twice")]
    [InlineData("spec", "{}", "It lacks")]
    public void A_damaged_card_is_refused_with_the_reason(string name, string value, string why)
    {
        using var folder = Saved();
        var card = JsonNode.Parse(File.ReadAllText(folder["model.json"]))!;
        card[name] = JsonNode.Parse(value);
        File.WriteAllText(folder["model.json"], card.ToJsonString());
        var e = Assert.Throws<FormatException>(() => ModelFolder.Open(folder.Path));
        Assert.Contains("model.json' is damaged", e.Message);
        Assert.Contains(why, e.Message);
    }

    [Fact]
    public void Weights_that_do_not_fit_their_card_are_refused()
    {
        using var folder = Saved();
        var card = JsonNode.Parse(File.ReadAllText(folder["model.json"]))!;
        card["spec"]!["width"] = 24;
        File.WriteAllText(folder["model.json"], card.ToJsonString());
        var e = Assert.Throws<FormatException>(() => ModelFolder.Open(folder.Path));
        Assert.Contains("but the model needs [", e.Message);
        File.Delete(folder["model.safetensors"]);
        Assert.Contains("has no weights", Assert.Throws<FileNotFoundException>(() => ModelFolder.Open(folder.Path)).Message);
        Assert.Contains("is no model and no run", Assert.Throws<FileNotFoundException>(() => ModelFolder.Open(Path.GetTempPath())).Message);
    }

    [Fact]
    public void A_run_does_not_start_in_a_folder_that_holds_something()
    {
        using var folder = new Folder();
        folder.Write("letter.txt", "dear");
        Assert.Contains("is not empty",
            Assert.Throws<IOException>(() => RunFolder.Create(folder.Path, ModelCard.Of(Lesson.Spec, Lesson.Data))).Message);
        Assert.Contains("is a file",
            Assert.Throws<IOException>(() => RunFolder.Create(folder["letter.txt"], ModelCard.Of(Lesson.Spec, Lesson.Data))).Message);
    }

    [Fact]
    public void A_damaged_checkpoint_is_not_gone_on_with()
    {
        using var folder = new Folder();
        Lesson.Train(Lesson.Options with { Steps = 3 }, Lesson.Run(folder, Lesson.Options with { Steps = 3 })).Model.Dispose();
        var moments = Path.Combine(folder["run"], "step-000000003", "optimizer.safetensors");
        var bytes = File.ReadAllBytes(moments);
        bytes[^1] ^= 1;
        File.WriteAllBytes(moments, bytes);
        Assert.Contains("optimizer.safetensors' is damaged",
            Assert.Throws<FormatException>(() => Lesson.Train(run: RunFolder.Open(folder["run"]))).Message);
        File.WriteAllText(Path.Combine(folder["run"], "checkpoint.json"), """{"latest":"../elsewhere","best":"step-000000003"}""");
        Assert.Contains("points to '../elsewhere'",
            Assert.Throws<FormatException>(() => Lesson.Train(run: RunFolder.Open(folder["run"]))).Message);
    }

    [Fact]
    public void Two_trainings_do_not_share_a_folder()
    {
        using var folder = new Folder();
        var run = Lesson.Run(folder);
        using (run.Hold())
            Assert.Contains("Another training is going on",
                Assert.Throws<IOException>(() => Lesson.Train(run: RunFolder.Open(folder["run"]))).Message);
        Lesson.Train(run: run).Model.Dispose();
    }

    private static Folder Saved()
    {
        var folder = new Folder();
        using var model = SequenceModel.Build(Lesson.Spec);
        ModelFolder.Save(folder.Path, ModelCard.Of(Lesson.Spec, Lesson.Data), model);
        return folder;
    }
}
