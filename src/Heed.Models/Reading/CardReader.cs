using Heed.Maps;
using Heed.Models.Checkpoints;
using Heed.Models.Data;

namespace Heed.Models.Reading;

/// <summary>What a model's card says of how it reads, without the model.</summary>
/// <param name="card">The card.</param>
/// <param name="name">What pictures call the model.</param>
internal sealed class CardReader(ModelCard card, string name)
{
    private readonly Segmentation written = Segmentation.Named(card.TargetSegmentation);
    private readonly Segmentation read = Segmentation.Named(card.SourceSegmentation ?? card.TargetSegmentation);
    private readonly Symbols known = new(card.SourceSymbols ?? card.TargetSymbols);

    /// <summary>The symbols of a text that the model reads.</summary>
    /// <exception cref="ArgumentException">There is no symbol in it.</exception>
    public string[] Cut(string text) => read.Cut(text) is { Length: > 0 } symbols ? symbols
        : throw new ArgumentException($"There is nothing to read in '{text}' for a model of {read.Id}.", nameof(text));

    /// <summary>The symbols that the model has never seen.</summary>
    public IReadOnlyList<string> Unknown(IEnumerable<string> symbols) => [.. symbols.Where(s => known.Id(s) == Symbols.Unknown).Distinct()];

    /// <summary>The numbers of symbols that are read.</summary>
    public int[] Encode(IEnumerable<string> symbols) => known.Encode(symbols);

    /// <summary>What a language model looked at in its text.</summary>
    /// <param name="symbols">The text.</param>
    /// <param name="weights">(layers, heads, N, N).</param>
    public AttentionMap Within(IReadOnlyList<string> symbols, ReadOnlyMemory<float> weights)
    {
        var (placed, n) = (Placed.Of(written, symbols), symbols.Count);
        var visible = new bool[n * n];
        for (var i = 0; i < n; i++) visible.AsSpan(i * n, i + 1).Fill(true);      // every layer of a language model looks back only
        return new(weights, card.Spec.Layers, weights.Length / card.Spec.Layers / n / n, placed.Labels, placed.Labels, placed.Text,
            Origin(written.Id), MapMask.FromVisible(visible, n, n));
    }

    /// <summary>Where weights come from.</summary>
    /// <param name="unit">What is read, in the plural.</param>
    public Provenance Origin(string unit)
    {
        var weights = $"trained model {name}, learned from {card.Data.Name}, seed {card.Spec.Seed}";
        return new(card.Spec.Attention ?? card.Spec.Kind, weights, unit.TrimEnd('s')) { Seed = card.Spec.Seed, Width = card.Spec.Width };
    }
}
