using System.Globalization;
using System.Runtime.InteropServices;
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
        var (n, planes, weights, notes) = (pieces.Count, 0, Array.Empty<float>(), Array.Empty<string>());
        var seen = new List<bool>();
        var x = embedding.Of([.. pieces.Select(p => p.Text)]);
        for (var l = 0; l < layers.Length; l++)
        {
            using var step = torch.NewDisposeScope();
            using var trace = new StepTrace("weights", "visible");
            var given = layers[l].Project(x);
            Mechanism.Attend(given, trace: trace);
            var read = Mechanism.Attend(given);
            var formed = trace.Find("weights");
            var map = formed ?? Mechanism.Weights(given);                                  // (1, heads or channels, N, N)
            var beside = Mechanism.HasKeysBesideText ? map.shape[^1] - n : 0;
            if (map.dim() != 4 || map.shape[2] != n || map.shape[3] != n + beside
                || Mechanism is { HasWeights: false, WeightKind: WeightKind.None })
                throw new NotSupportedException($"'{Mechanism.Name}' has no row of weights for each token, so there is no map of it.");
            var outside = beside > 0 ? map.narrow(-1, 0, beside).sum(-1).mean().ToDouble() : 0;
            if (beside > 0) map = map.narrow(-1, beside, n);                               // what is beside the text stands before it
            if (l == 0)
            {
                (planes, weights) = ((int)map.shape[1], new float[checked(layers.Length * map.numel())]);
                notes = [.. Formed(formed is not null), .. Beside(beside, outside), Ran(given),
                    .. Dropped(given, read, trace.Find("visible"))];
            }

            if (trace.Find("visible") is { } visible)
                seen.AddRange(visible.narrow(-1, visible.shape[^1] - n, n).expand(map.shape).contiguous().data<bool>());
            map.contiguous().data<float>().CopyTo(weights.AsSpan((int)(l * map.numel()), (int)map.numel()));
            if (l + 1 < layers.Length) x = (x + layers[l].Join(read)).MoveToOuterDisposeScope();
        }

        var labels = pieces.Select(p => new Label(p.Text, p.Start, p.Length, p.Id)).ToArray();
        return new(weights, options.Layers, planes, labels, labels, text, Origin(unit, notes), Hidden(n, planes, seen));
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

    /// <summary>What is hidden: where that goes by what tokens hold, each head's own pairs, else what places say.</summary>
    private MapMask? Hidden(int n, int planes, List<bool> seen)
    {
        if (seen.Count > 0) return MapMask.FromVisible(CollectionsMarshal.AsSpan(seen), n, n, layers.Length * planes);
        if (Mechanism.Visible(n, n) is not { } visible) return null;
        return MapMask.FromVisible(visible.contiguous().data<bool>().ToArray(), n, n);
    }

    /// <summary>What the weights are, where that needs saying.</summary>
    private string[] Formed(bool onTheWay) =>
        !onTheWay ? ["effective weights, Attend(V = I): this mechanism never forms them",
            .. Mechanism.WeightKind == WeightKind.PerChannel ? ["each plane is a channel, not a head"] : Array.Empty<string>()]
        : Mechanism.HasWeights ? [] : ["weights as the normaliser gives them; a later part also scales what is read"];

    /// <summary>What is read of keys that are not of the text.</summary>
    private static string[] Beside(long keys, double share) => keys == 0 ? []
        : [string.Create(CultureInfo.InvariantCulture,
            $"{keys} keys beside the text are not drawn; on average {share:0.###} of a token's weights lies on them")];

    /// <summary>What a cache policy costs and saves, in the first layer.</summary>
    private string[] Dropped(SignalSet given, Tensor read, Tensor? visible)
    {
        if (options.FullCache is not { } full) return [];
        var whole = full.Attend(given);
        var apart = ((read - whole).norm() / whole.norm()).ToDouble();
        var (n, bytes) = (given["k"].shape[2], sizeof(float) * (given["k"].shape[3] + given["v"].shape[3]));
        visible ??= Mechanism.Visible(n, n);
        var kept = visible is null ? n : visible.select(-2, -1).to(torch.float64).sum(-1).mean().ToDouble();
        return
        [
            string.Create(CultureInfo.InvariantCulture,
                $"the last token reads {kept:0.#} of {n} keys a head, {kept * bytes:0} of {n * bytes} bytes in float32; ")
            + string.Create(CultureInfo.InvariantCulture, $"outputs differ from those of the full cache by {apart:0.###} of their size"),
        ];
    }

    /// <summary>Which way the same inputs go when nobody asks for the weights.</summary>
    private string Ran(SignalSet given) => Mechanism.RouteOf(given) is { Route: Route.Definition } choice
        ? $"computed by the definition: {choice.WhyNot}" : "computed by the kernel, and once more step by step for the weights";

    private Provenance Origin(string unit, string[] notes) => new(Mechanism.Name, $"untrained, seed {options.Seed}", unit)
    {
        Seed = options.Seed,
        Width = options.Width,
        Notes = [Warning, .. notes],
    };
}
