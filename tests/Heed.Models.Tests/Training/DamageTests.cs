using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Heed.Models.Checkpoints;
using Heed.Models.Safetensors;
using Heed.Tests;

namespace Heed.Models.Tests.Training;

/// <summary>Files that somebody else wrote, or that something damaged: each is taken or refused in a sentence.</summary>
public sealed class DamageTests
{
    [Fact]
    public void Any_card_is_read_or_refused_in_a_sentence()
    {
        var json = ModelCard.Of(Lesson.Spec, Lesson.Data, Lesson.Options, "heed train").ToJson();
        Tried(Mutations.Of(json, 1, 3000), bytes => ModelCard.FromJson(System.Text.Encoding.UTF8.GetString(bytes)));
    }

    [Fact]
    public void Any_description_opens_or_is_refused_in_a_sentence()
    {
        using var folder = Saved(Language);
        var card = JsonNode.Parse(File.ReadAllText(folder["model.json"]))!;
        Tried(Mutations.Of(card["spec"]!.ToJsonString(), 2, 400), bytes =>
        {
            var spec = System.Text.Encoding.UTF8.GetString(bytes);
            File.WriteAllText(folder["model.json"], $$"""
                {"format":"heed model 1","spec":{{spec}},"target_orthography":"characters","target_symbols":["a","b"],
                "data":{{card["data"]!.ToJsonString()}}}
                """);
            ModelFolder.Open(folder.Path).Dispose();
        });
    }

    [Theory]
    [InlineData("width", "100000", "")]
    [InlineData("width", "2000", "A model of these sizes")]
    [InlineData("width", "2147483647", "A model of these sizes")]
    [InlineData("layers", "1000000", "1000000 layers")]
    [InlineData("layers", "2147483647", "2147483647 layers")]
    [InlineData("layers", "20", "A model of these sizes", 500)]
    [InlineData("feed_forward", "2147483647", "A model of these sizes")]
    [InlineData("feed_forward", "0", "feed-forward must be at least 1")]
    [InlineData("heads", "0", "heads 0")]
    [InlineData("dropout", "1.5", "Dropout is a share")]
    [InlineData("kind", "\"none\"", "Unknown model 'none'")]
    [InlineData("kind", "\"transformer\"", "has a source")]
    [InlineData("attention", "\"causal + linformer(tokens=1000000000)\"", "")]
    [InlineData("attention", "\"\\ud800\"", "")]
    public void Sizes_that_the_weights_do_not_have_are_refused_before_memory_is_asked_for(
        string name, string value, string why, int width = 0)
    {
        using var folder = Saved(Language);
        var card = JsonNode.Parse(File.ReadAllText(folder["model.json"]))!;
        if (width > 0) (card["spec"]!["width"], card["spec"]!["embedding"]) = (width, width);
        if (name == "width") card["spec"]!["embedding"] = JsonNode.Parse(value);
        card["spec"]![name] = "here";
        File.WriteAllText(folder["model.json"], card.ToJsonString().Replace("\"here\"", value, StringComparison.Ordinal));
        var e = Assert.Throws<FormatException>(() => ModelFolder.Open(folder.Path));
        Assert.Contains(why, e.Message);
        Assert.Contains(folder["model."], e.Message);
        Sentence(e);
    }

    [Theory]
    [InlineData("spec")]
    [InlineData("target_symbols")]
    [InlineData("target_orthography")]
    [InlineData("data")]
    public void A_card_without_what_it_must_say_is_refused(string name)
    {
        var card = JsonNode.Parse(ModelCard.Of(Lesson.Spec, Lesson.Data).ToJson())!;
        card[name] = null;
        Sentence(Assert.Throws<FormatException>(() => ModelCard.FromJson(card.ToJsonString())));
        card.AsObject().Remove(name);
        Sentence(Assert.Throws<FormatException>(() => ModelCard.FromJson(card.ToJsonString())));
    }

    [Theory]
    [InlineData(float.NaN, "NaN at place 3")]
    [InlineData(float.NegativeInfinity, "infinity at place 3")]
    public void Weights_that_are_no_numbers_are_refused_by_name(float wrong, string why)
    {
        using var folder = Saved(Lesson.Spec);
        using (var file = new SafetensorsReader(folder["model.safetensors"]))
        {
            var writer = new SafetensorsWriter();
            foreach (var entry in file.Entries)
            {
                var numbers = file.Floats(entry.Name);
                if (entry.Name == "output.state.weight") numbers[3] = wrong;
                writer.Add(entry.Name, numbers, [.. entry.Shape]);
            }

            using var changed = File.Create(folder["changed"]);
            writer.Write(changed);
        }

        File.Move(folder["changed"], folder["model.safetensors"], overwrite: true);
        var e = Assert.Throws<FormatException>(() => ModelFolder.Open(folder.Path));
        Assert.Contains(why, e.Message);
        Assert.Contains("'output.state.weight'", e.Message);
    }

    [Fact]
    public void Any_header_of_weights_is_read_or_refused_in_a_sentence()
    {
        const string good = """
            {"__metadata__":{"a":"b"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1,1],
            "data_offsets":[8,16]}}
            """;
        Tried(Mutations.Of(good, 3, 3000), header =>
        {
            var length = new byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            using var file = new SafetensorsReader(new MemoryStream([.. length, .. header, .. new byte[16]]), "weights");
            foreach (var entry in file.Entries) _ = file.Bytes(entry);
        });
    }

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

    private static ModelSpec Language { get; } = ModelKind.Named("language-model").For(6, 6) with
    {
        Width = 8,
        Embedding = 8,
        Layers = 2,
        Heads = 2,
        FeedForward = 8,
    };

    private static Folder Saved(ModelSpec spec)
    {
        var folder = new Folder();
        using var model = SequenceModel.Build(spec);
        var card = ModelCard.Of(Lesson.Spec, Lesson.Data);
        if (spec == Language)
        {
            card = card with
            {
                Spec = spec,
                SourceSegmentation = null,
                SourceSymbols = null,
                TargetSegmentation = "characters",
                TargetSymbols = ["a", "b"],
            };
        }

        ModelFolder.Save(folder.Path, card, model);
        return folder;
    }

    private static void Tried(IEnumerable<byte[]> mutations, Action<byte[]> read)
    {
        var refused = 0;
        foreach (var bytes in mutations)
        {
            try
            {
                read(bytes);
            }
            catch (FormatException e)
            {
                Sentence(e);
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"{e}\n{System.Text.Encoding.UTF8.GetString(bytes)}");
            }
        }

        Assert.True(refused > 0);
    }

    private static void Sentence(Exception e) => Assert.True(e.Message is [not ' ', .., '.'] && !e.Message.Contains('\n'), e.ToString());
}
