using Heed.Models.Safetensors;

namespace Heed.Models.Plain;

/// <summary>
/// A <see cref="LanguageModel"/> with its usual attention, which reads one text without LibTorch: what it looks at is there before that
/// library would be loaded.
/// </summary>
internal sealed class PlainLanguageModel
{
    private readonly ModelSpec spec;
    private readonly Dictionary<string, float[]> weights;

    private PlainLanguageModel(ModelSpec spec, Dictionary<string, float[]> weights) => (this.spec, this.weights) = (spec, weights);

    /// <summary>Whether a description is of that kind.</summary>
    /// <param name="spec">What is said of a model.</param>
    public static bool Reads(ModelSpec spec) =>
        spec is { Kind: "language-model", Attention: null, Heads: > 0, Width: > 0, FeedForward: > 0 }
        && spec.Embedding == spec.Width && spec.Width % (2 * spec.Heads) == 0;

    /// <summary>
    /// The model; null when the description or the file is of another, which <see cref="Checkpoints.ModelFolder"/> reads, or says why not.
    /// </summary>
    /// <param name="spec">What is said of the model.</param>
    /// <param name="file">Its weights.</param>
    /// <exception cref="FormatException">A weight is no number.</exception>
    public static PlainLanguageModel? Of(ModelSpec spec, SafetensorsReader file)
    {
        if (!Reads(spec) || spec.Layers > file.Entries.Count()) return null;
        var shapes = Shapes(spec).ToDictionary();
        return shapes.Count == file.Entries.Count()
            && file.Entries.All(e => shapes.TryGetValue(e.Name, out var shape) && e.Shape.SequenceEqual(shape))
            ? new(spec, shapes.Keys.ToDictionary(name => name, file.Finite)) : null;
    }

    /// <summary>What each symbol looks at.</summary>
    /// <param name="symbols">Numbers of the vocabulary.</param>
    /// <returns>(layers, heads, N, N).</returns>
    public float[] Looks(IReadOnlyList<int> symbols)
    {
        var square = spec.Heads * symbols.Count * symbols.Count;
        var looks = new float[checked(spec.Layers * square)];
        var attention = new PlainAttention(spec.Heads, spec.Width);
        var x = new float[symbols.Count * spec.Width];
        for (var t = 0; t < symbols.Count; t++)
            weights["symbols.weight"].AsSpan(symbols[t] * spec.Width, spec.Width).CopyTo(x.AsSpan(t * spec.Width));
        for (var layer = 0; layer < spec.Layers; layer++)
        {
            var at = $"layers.{layer}.";
            var read = attention.Read(Map(at + "attention.query", Norm(at + "mixing.norm", x)), looks.AsMemory(layer * square, square));
            if (layer == spec.Layers - 1) break;                                           // nobody asks what comes after the last look
            Dense.Add(x, Map(at + "attention.output", read));
            var hidden = Map(at + "forward.wide", Norm(at + "thinking.norm", x));
            Dense.Gelu(hidden, spec.FeedForward);
            Dense.Add(x, Map(at + "forward.narrow", hidden));
        }

        return looks;
    }

    private float[] Map(string name, float[] x) => Dense.Linear(x, weights[name + ".weight"], weights[name + ".bias"]);

    private float[] Norm(string name, float[] x) => Dense.Normalised(x, weights[name + ".weight"], weights[name + ".bias"]);

    private static IEnumerable<KeyValuePair<string, long[]>> Shapes(ModelSpec spec)
    {
        yield return new("symbols.weight", [spec.TargetSymbols, spec.Width]);
        foreach (var pair in Pair("norm", spec.Width)) yield return pair;
        for (var layer = 0; layer < spec.Layers; layer++)
        {
            var at = $"layers.{layer}.";
            foreach (var pair in Pair(at + "mixing.norm", spec.Width)
                .Concat(Pair(at + "thinking.norm", spec.Width))
                .Concat(Pair(at + "attention.query", 3L * spec.Width, spec.Width))
                .Concat(Pair(at + "attention.output", spec.Width, spec.Width))
                .Concat(Pair(at + "forward.wide", spec.FeedForward, spec.Width))
                .Concat(Pair(at + "forward.narrow", spec.Width, spec.FeedForward))) yield return pair;
        }
    }

    private static KeyValuePair<string, long[]>[] Pair(string name, params long[] shape) =>
        [new(name + ".weight", shape), new(name + ".bias", [shape[0]])];
}
