using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Heed.Models.Checkpoints;
using Heed.Models.Safetensors;
using Heed.Tests;
using static Heed.Models.Tests.Training.Damage;

namespace Heed.Models.Tests.Training;

/// <summary>Files that somebody else wrote, or that something damaged: each is taken or refused in a sentence.</summary>
public sealed class DamageTests
{
    [Fact]
    public void Any_card_is_read_or_refused_in_a_sentence()
    {
        var json = ModelCard.Of(Lesson.Spec, Lesson.Data, Lesson.Options, "heed train").ToJson();
        Tried(Mutations.Of(json, 1, 3000), bytes => ModelCard.FromJson(Encoding.UTF8.GetString(bytes)));
    }

    [Fact]
    public void Any_description_opens_or_is_refused_in_a_sentence()
    {
        using var folder = Saved(Language);
        var card = JsonNode.Parse(File.ReadAllText(folder["model.json"]))!;
        Tried(Mutations.Of(card["spec"]!.ToJsonString(), 2, 400), bytes =>
        {
            var spec = Encoding.UTF8.GetString(bytes);
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
}
