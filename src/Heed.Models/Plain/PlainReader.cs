using Heed.Models.Checkpoints;
using Heed.Models.Safetensors;

namespace Heed.Models.Plain;

/// <summary>Reads short texts with small models faster than LibTorch starts.</summary>
internal static class PlainReader
{
    private const long Largest = 1 << 24;                                                  // numbers, of a model and of its looks

    /// <summary>What a language model looks at in a text, to the last digits what <see cref="Reading.LearnedReader"/> shows.</summary>
    /// <param name="folder">The folder of a model or of a run.</param>
    /// <param name="card">Its card.</param>
    /// <param name="symbols">What is read.</param>
    /// <returns>(layers, heads, N, N); null for other models, larger ones, longer texts, and where weights do not fit their card.</returns>
    /// <exception cref="IOException">There are no weights.</exception>
    /// <exception cref="FormatException">The weights are damaged; the message names the file.</exception>
    public static float[]? Looks(string folder, ModelCard card, IReadOnlyList<int> symbols)
    {
        if (!PlainLanguageModel.Reads(card.Spec) || !Fits(card.Spec, symbols.Count)) return null;
        using var weights = new SafetensorsReader(ModelFolder.FileOfWeights(folder));
        return weights.Entries.Sum(e => (double)e.Count) > Largest ? null : PlainLanguageModel.Of(card.Spec, weights)?.Looks(symbols);
    }

    private static bool Fits(ModelSpec spec, int symbols) => (double)spec.Layers * spec.Heads * symbols * symbols <= Largest;
}
