using System.Text;
using Heed.Models.Checkpoints;

namespace Heed.Models.Tests.Training;

/// <summary>What tests of damaged files share.</summary>
internal static class Damage
{
    public static ModelSpec Language { get; } = ModelKind.Named("language-model").For(6, 6) with
    {
        Width = 8,
        Embedding = 8,
        Layers = 2,
        Heads = 2,
        FeedForward = 8,
    };

    public static Folder Saved(ModelSpec spec)
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

    public static void Tried(IEnumerable<byte[]> mutations, Action<byte[]> read)
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
                Assert.Fail($"{e}\n{Encoding.UTF8.GetString(bytes)}");
            }
        }

        Assert.True(refused > 0);
    }

    public static void Sentence(Exception e) => Assert.True(e.Message is [not ' ', .., '.'] && !e.Message.Contains('\n'), e.ToString());
}
