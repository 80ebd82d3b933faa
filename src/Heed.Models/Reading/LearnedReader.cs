using Heed.Maps;
using Heed.Models.Checkpoints;

namespace Heed.Models.Reading;

/// <summary>A trained model that reads a text and shows where it looked.</summary>
/// <param name="trained">The model with its vocabularies.</param>
/// <param name="name">What pictures call it.</param>
public sealed class LearnedReader(ModelFolder trained, string name)
{
    private readonly CardReader card = new(trained.Card, name);

    /// <summary>The symbols of a text as the model cuts it: those that it reads.</summary>
    /// <param name="text">Any text.</param>
    /// <exception cref="ArgumentException">There is no symbol in it.</exception>
    public string[] Cut(string text) => card.Cut(text);

    /// <summary>The symbols that the model has never seen and can only read as unknown.</summary>
    /// <param name="symbols">What <see cref="Cut"/> gave.</param>
    public IReadOnlyList<string> Unknown(IEnumerable<string> symbols) => card.Unknown(symbols);

    /// <summary>
    /// Where each symbol of what was written looks in the source; for a language model where each symbol of the text
    /// looks in the text before it.
    /// </summary>
    /// <param name="source">The symbols that are read.</param>
    /// <param name="target">The symbols that were written; for a language model those that go on, which may be none.</param>
    /// <returns>All layers and heads.</returns>
    /// <exception cref="NotSupportedException">The model has no attention between the two.</exception>
    public AttentionMap Look(IReadOnlyList<string> source, IReadOnlyList<string> target)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        using var trace = new AttentionTrace();
        if (trained.Model is LanguageModel) return Within([.. source, .. target], trace);
        if (target.Count == 0) throw new ArgumentException("The model wrote nothing, so there is nothing to look from.", nameof(target));
        using var batch = Batch.Of([new(trained.SourceSymbols!.Encode(source), trained.TargetSymbols.Encode(target))]);
        trained.Model.Logits(batch, trace);
        if (!trace.Places.Contains(AttentionPlace.Cross))
            throw new NotSupportedException(
                $"{trained.Card.Spec.Kind} writes from what it remembers of the source and has no attention to show.");
        var (read, wrote) = (Placed.Of(trained.Source!, source), Placed.Of(trained.Target, target));
        return trace.ToMap(AttentionPlace.Cross, 0, wrote.Labels, read.Labels, read.Text, wrote.Text, card.Origin(trained.Source!.Id));
    }

    private AttentionMap Within(string[] symbols, AttentionTrace trace)
    {
        var numbers = trained.TargetSymbols.Encode(symbols);
        using var batch = Batch.OfWindows([.. numbers, Symbols.End], [0], numbers.Length);
        trained.Model.Logits(batch, trace);
        var looks = trace.Records.Select(r => r.Weights.select(0, 0).to(torch.float32)).ToArray();
        return card.Within(symbols, torch.stack(looks).contiguous().data<float>().ToArray());
    }
}
