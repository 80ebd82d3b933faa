using Heed.Models.Data;
using Heed.Models.Metrics;

namespace Heed.Models.Judging;

/// <summary>Where a model looked in the sources of a batch, head by head and averaged, to be compared with known alignments.</summary>
internal sealed class Looks
{
    private readonly Dictionary<(int Layer, int Head), Alignment> heads = [];

    /// <summary>The head that agrees best; null where there is but one or none.</summary>
    public BestHead? Best =>
        heads.Count < 2 ? null
            : heads.Select(h => new BestHead(h.Key.Layer, h.Key.Head, h.Value.ErrorRate))
                .MinBy(h => (h.AlignmentErrorRate, h.Layer, h.Head));

    /// <summary>
    /// Compares a batch; each pair's average over layers and heads is also given to a callback, (targets, sources) row-major.
    /// </summary>
    public void Add(AttentionTrace trace, IReadOnlyList<Pair> pairs, Action<int, float[], int> average)
    {
        if (!trace.Places.Contains(AttentionPlace.Cross)) return;
        using var scope = torch.NewDisposeScope();
        // (B, H, N, M)
        var layers = Enumerable.Range(0, trace.Layers(AttentionPlace.Cross)).Select(l => trace.Weights(AttentionPlace.Cross, l)).ToArray();
        for (var row = 0; row < pairs.Count; row++)
        {
            if (pairs[row].Links is not { } links) continue;
            var (targets, keys) = (pairs[row].Target.Count, pairs[row].Source.Count);
            var seen = layers.Select(l => l[row].narrow(1, 0, targets).narrow(2, 0, keys)).ToArray();
            for (var l = 0; l < seen.Length; l++)
            {
                for (var h = 0; h < (int)seen[l].shape[0]; h++) Of(l, h).Add(Numbers(seen[l][h]), keys, links, pairs[row].Possible);
            }

            average(row, Numbers(torch.stack(seen).mean([0, 1])), keys);
        }
    }

    private Alignment Of(int layer, int head)
    {
        if (!heads.TryGetValue((layer, head), out var alignment)) heads[(layer, head)] = alignment = new();
        return alignment;
    }

    private static float[] Numbers(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
