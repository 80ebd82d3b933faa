using Heed.Models.Checkpoints;
using Heed.Tests;
using static Heed.Models.Tests.Training.Damage;

namespace Heed.Models.Tests.Training;

/// <summary>The folder of a training that something damaged.</summary>
public sealed class DamagedRunTests
{
    [Fact]
    public void Any_state_is_gone_on_with_or_refused_in_a_sentence()
    {
        using var folder = new Folder();
        Lesson.Train(run: Lesson.Run(folder, Lesson.Options with { Steps = 3 })).Model.Dispose();
        var pointer = Path.Combine(folder["run"], "checkpoint.json");
        var json = File.ReadAllText(pointer);
        Tried(Mutations.Of(json, 4, 1000), bytes =>
        {
            File.WriteAllBytes(pointer, bytes);
            _ = RunFolder.Open(folder["run"]).BestFolder;
        });
        File.WriteAllText(pointer, json);
        var state = Path.Combine(folder["run"], "step-000000003", "state.json");
        Tried(Mutations.Of(File.ReadAllText(state), 5, 1000), bytes =>
        {
            File.WriteAllBytes(state, bytes);
            Lesson.Train(run: RunFolder.Open(folder["run"])).Model.Dispose();
        });
    }

    [Theory]
    [InlineData("\"training\": {", "\"training\": null, \"x\": {")]
    [InlineData("\"step\": 3", "\"step\": -3")]
    [InlineData("\"step\": 3", "\"step\": 4")]
    [InlineData("\"log_bytes\": ", "\"log_bytes\": -")]
    [InlineData("\"model.safetensors\": \"", "\"model.safetensors\": null, \"x\": \"")]
    [InlineData("\"model.safetensors\": \"", "\"../model.safetensors\": \"")]
    [InlineData("\"ended\": \"budget\"", "\"ended\": 7")]
    public void A_state_that_makes_no_sense_does_not_begin_again(string from, string to)
    {
        using var folder = new Folder();
        Lesson.Train(run: Lesson.Run(folder, Lesson.Options with { Steps = 3 })).Model.Dispose();
        var state = Path.Combine(folder["run"], "step-000000003", "state.json");
        var before = File.ReadAllText(state);
        Assert.Contains(from, before);
        File.WriteAllText(state, before.Replace(from, to, StringComparison.Ordinal));
        var e = Assert.Throws<FormatException>(() => Lesson.Train(run: RunFolder.Open(folder["run"])));
        Assert.Contains("step-000000003", e.Message);
        Sentence(e);
    }

    [Fact]
    public void A_log_without_checkpoints_is_kept()
    {
        using var folder = new Folder();
        Lesson.Train(run: Lesson.Run(folder, Lesson.Options with { Steps = 3 })).Model.Dispose();
        var log = File.ReadAllText(Path.Combine(folder["run"], "log.jsonl"));
        File.Delete(Path.Combine(folder["run"], "checkpoint.json"));
        Lesson.Train(run: RunFolder.Open(folder["run"])).Model.Dispose();
        Assert.Equal(log, File.ReadAllText(Path.Combine(folder["run"], "log-1.jsonl")));
        Assert.Equal(3, Lesson.Log(folder["run"]).Length + 1);
    }
}
