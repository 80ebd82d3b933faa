using Heed.Maps;

namespace Heed.Models;

/// <summary>Where an attention stands in a model.</summary>
public enum AttentionPlace
{
    /// <summary>The decoder looks at the source.</summary>
    Cross,

    /// <summary>The encoder looks at the source itself.</summary>
    Encoder,

    /// <summary>The decoder, or a language model, looks at what was written.</summary>
    Decoder,

    /// <summary>A learned query looks at the whole text to sum it up.</summary>
    Pooling,
}

/// <summary>What one attention layer looked at.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Layer">Which layer of that place, from 0.</param>
/// <param name="Weights">(B, H, N, M): how much query i reads of key j. Behind padding zero.</param>
public sealed record Traced(AttentionPlace Place, int Layer, Tensor Weights);

/// <summary>
/// Everything that a model looked at: all layers, all heads, all steps. Give one to <see cref="SequenceModel.Logits"/>, with what
/// was written as the target.
/// </summary>
/// <remarks>The tensors are owned by the trace and by no dispose scope.</remarks>
public sealed class AttentionTrace : IDisposable
{
    private readonly SortedDictionary<(AttentionPlace Place, int Layer), List<Tensor>> seen = [];

    /// <summary>The places of which something was recorded.</summary>
    public IReadOnlyList<AttentionPlace> Places => [.. seen.Keys.Select(k => k.Place).Distinct()];

    /// <summary>What was looked at, layer by layer.</summary>
    public IEnumerable<Traced> Records => seen.Keys.Select(key => new Traced(key.Place, key.Layer, Joined(key)));

    /// <summary>How many layers there are at a place.</summary>
    /// <param name="place">Where.</param>
    public int Layers(AttentionPlace place) => seen.Keys.Count(k => k.Place == place);

    /// <summary>What one layer looked at, (B, H, N, M).</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="layer">Which layer, from 0.</param>
    /// <exception cref="ArgumentException">Nothing was recorded there.</exception>
    public Tensor Weights(AttentionPlace place, int layer = 0) => seen.ContainsKey((place, layer)) ? Joined((place, layer))
        : throw new ArgumentException($"Nothing was recorded of {place.ToString().ToLowerInvariant()} layer {layer}.", nameof(layer));

    /// <summary>The weights of one row of the batch as a map, all layers and heads of a place.</summary>
    /// <param name="place">Where.</param>
    /// <param name="row">The row of the batch, from 0.</param>
    /// <param name="queries">One label for each query that is shown: the first so many rows.</param>
    /// <param name="keys">One label for each key that is shown: the first so many columns.</param>
    /// <param name="text">The text of the keys.</param>
    /// <param name="queryText">The text of the queries.</param>
    /// <param name="provenance">Where the weights come from.</param>
    /// <exception cref="ArgumentException">Nothing was recorded there, or there are more labels than queries or keys.</exception>
    public AttentionMap ToMap(AttentionPlace place, int row, IReadOnlyList<Label> queries, IReadOnlyList<Label> keys, string text,
        string queryText, Provenance provenance)
    {
        using var scope = torch.NewDisposeScope();
        var layers = Enumerable.Range(0, Layers(place)).Select(l => Weights(place, l).select(0, row)).ToArray();      // (H, N, M)
        if (layers.Length == 0)
            throw new ArgumentException($"Nothing was recorded of the {place.ToString().ToLowerInvariant()} attention.", nameof(place));
        if (queries.Count > layers[0].shape[1])
            throw new ArgumentException($"{queries.Count} labels for {layers[0].shape[1]} queries.", nameof(queries));
        if (keys.Count > layers[0].shape[2])
            throw new ArgumentException($"{keys.Count} labels for {layers[0].shape[2]} keys.", nameof(keys));
        var shown = torch.stack(layers).narrow(2, 0, queries.Count).narrow(3, 0, keys.Count).to(torch.float32).contiguous();
        return new(shown.data<float>().ToArray(), layers.Length, (int)layers[0].shape[0], queries, keys, text,
            provenance, queryText: queryText);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in seen.Values.SelectMany(t => t)) tensor.Dispose();
        seen.Clear();
    }

    internal void Record(AttentionPlace place, int layer, Tensor weights)
    {
        if (!seen.TryGetValue((place, layer), out var steps)) seen[(place, layer)] = steps = [];
        steps.Add(weights.detach().clone().DetachFromDisposeScope());
    }

    private Tensor Joined((AttentionPlace, int) key)
    {
        var steps = seen[key];
        if (steps.Count == 1) return steps[0].alias();
        return torch.cat(steps, 2);
    }
}
