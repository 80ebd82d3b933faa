using Heed.Maps;
using Heed.Models.Text;

namespace Heed.Models.Untrained;

/// <summary>
/// The smallest thing that attends: random embeddings, and layers of one linear map for q, k and v, scores, softmax, a @ v and
/// an output map. Nothing is trained, so what it sees is which tokens are alike, not what they mean.
/// </summary>
public sealed class UntrainedModel : IReader
{
    /// <summary>What every picture of an untrained model says.</summary>
    public const string Warning = "untrained weights: what you see is similarity of the embeddings, not meaning";

    private readonly UntrainedOptions options;
    private readonly Embedding embedding;
    private readonly AttentionLayer[] layers;

    /// <summary>Makes an untrained model.</summary>
    /// <param name="options">Its mechanism, sizes and seed.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public UntrainedModel(UntrainedOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Layers, 1);
        this.options = options;
        Mechanism = options.Mechanism;
        embedding = new(options.Width, options.Seed);
        layers = [.. Enumerable.Range(0, options.Layers)
            .Select(l => new AttentionLayer(Mechanism, options.Width, options.Heads, options.Seed + l))];
    }

    /// <summary>What mixes the tokens.</summary>
    public Mechanism Mechanism { get; }

    /// <inheritdoc />
    public AttentionMap Read(string text, IReadOnlyList<Piece> pieces, string unit)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pieces.Count);
        using var frozen = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (n, planes, weights) = (pieces.Count, 0, Array.Empty<float>());
        var x = embedding.Of([.. pieces.Select(p => p.Text)]);
        for (var l = 0; l < layers.Length; l++)
        {
            using var step = torch.NewDisposeScope();
            using var trace = new StepTrace("weights");
            var given = layers[l].Project(x);
            var read = Mechanism.Attend(given, trace: trace);
            var map = trace.Find("weights") ?? Mechanism.Weights(given);                    // (1, heads or channels, N, N)
            if (map.dim() != 4 || map.shape[2] != n || map.shape[3] != n)
                throw new NotSupportedException($"'{Mechanism.Name}' has no row of weights for each token, so there is no map of it.");
            if (l == 0) (planes, weights) = ((int)map.shape[1], new float[checked(layers.Length * map.numel())]);
            map.contiguous().data<float>().CopyTo(weights.AsSpan((int)(l * map.numel()), (int)map.numel()));
            if (l + 1 < layers.Length) x = (x + layers[l].Join(read)).MoveToOuterDisposeScope();
        }

        var labels = pieces.Select(p => new Label(p.Text, p.Start, p.Length, p.Id)).ToArray();
        return new(weights, options.Layers, planes, labels, labels, text, Origin(unit), Hidden(n));
    }

    /// <summary>Everything that one layer computes for a text, step by step.</summary>
    /// <param name="pieces">The units of the text.</param>
    /// <param name="layer">The layer, from 0.</param>
    public LayerTrace Trace(IReadOnlyList<Piece> pieces, int layer)
    {
        if (!Mechanism.ReadsQueryKeyValue)
            throw new NotSupportedException($"'{Mechanism.Name}' reads other inputs than q, k and v, so there are no such steps to show.");
        using var frozen = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var x = embedding.Of([.. pieces.Select(p => p.Text)]);
        for (var l = 0; l < layer; l++) x += layers[l].call(x);
        var given = layers[layer].Project(x);
        var trace = new StepTrace();
        var read = Mechanism.Attend(given, trace: trace);
        if (trace.Find("weights") is null) trace.Record("weights", Mechanism.Weights(given));
        var steps = trace.Steps.ToDictionary(s => s.Key, s => s.Value.DetachFromDisposeScope());
        var (q, k, v) = (given["q"], given["k"], given["v"]);
        return new(Mechanism, x.DetachFromDisposeScope(), q.DetachFromDisposeScope(), k.DetachFromDisposeScope(),
            v.DetachFromDisposeScope(), steps, read.DetachFromDisposeScope());
    }

    private MapMask? Hidden(int n)
    {
        if (Mechanism.Visible(n, n) is not { } visible) return null;
        return MapMask.FromVisible(visible.contiguous().data<bool>().ToArray(), n, n);
    }

    private string[] Planes() => Mechanism.WeightKind == WeightKind.PerChannel ? ["each plane is a channel, not a head"] : [];

    private string[] Formed() => Mechanism.HasWeights ? [] : ["effective weights, Attend(V = I): this mechanism never forms them"];

    private Provenance Origin(string unit) => new(Mechanism.Name, $"untrained, seed {options.Seed}", unit)
    {
        Seed = options.Seed,
        Width = options.Width,
        Notes = [Warning, .. Formed(), .. Planes()],
    };
}
