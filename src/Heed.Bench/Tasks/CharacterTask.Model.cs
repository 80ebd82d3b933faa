using Heed.Bench.Language;
using Heed.Models;
using Heed.Models.Data;

namespace Heed.Bench.Tasks;

public sealed partial class CharacterTask
{
    private static ModelSpec Spec(Cell cell, Contestant contestant, TextData text) => new()
    {
        Kind = "language-model",
        SourceSymbols = text.Symbols.Count,
        TargetSymbols = text.Symbols.Count,
        Width = cell.Size["width"],
        Embedding = cell.Size["width"],
        Layers = cell.Size["layers"],
        Heads = cell.Size["heads"],
        FeedForward = 4 * cell.Size["width"],
        Context = cell.Size["length"],
        Attention = contestant.IsGru ? contestant.Name : Placed(contestant),
        Seed = cell.Seed,
    };

    /// <summary>Where nothing but a mask tells places and keys are compared, RoPE tells them.</summary>
    private static string Placed(Contestant contestant)
    {
        var name = contestant.Causal.Name;
        var knows = name.Length == 0
            || Expression.Parse(name).Terms.Any(t => t.RelatesPlaces && !t.Stages.Contains(Pairwise.PairwiseFamily.Mask));
        return !knows && Expression.TryMechanism($"rope + {name}") is Pairwise.PairwiseAttention { Score.Facts.ReadsKeys: true } placed
            ? placed.Name : name;
    }

    private static SequenceModel Build(ModelSpec spec, Contestant contestant)
    {
        try
        {
            if (contestant.IsGru) return new GruWriter(spec, contestant);
            // one that was composed by hand has no name that a model could be made from
            var mechanism = contestant.Causal;
            return mechanism.Name.Length == 0
                ? new LanguageModel(spec, s => [.. Enumerable.Repeat(mechanism, s.Layers)]) : new LanguageModel(spec);
        }
        catch (ArgumentException e)
        {
            throw new NotApplicableException(e.Message.Split(" (Parameter")[0]);
        }
    }
}
