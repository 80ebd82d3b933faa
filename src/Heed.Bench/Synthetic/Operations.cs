using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Bench.Synthetic;

/// <summary>How many multiplications and additions a mechanism needs at least, projections not counted.</summary>
internal static class Operations
{
    /// <summary>
    /// For one sequence, all heads together. Pairwise: for each pair that can meet 2d for the score and 2d for the value. Recurrent, token by token: for each token and each of F·d numbers of the memory
    /// 2 to write, 2 to read, 1 to let it fade, 2 to see what it said before. Null for what is neither.
    /// </summary>
    public static double? Of(Mechanism mechanism, int tokens, int heads, int width)
    {
        switch (mechanism)
        {
            case PairwiseAttention pairwise:
                using (torch.NewDisposeScope())
                {
                    var pairs = pairwise.Visible(tokens, tokens) is { } visible ? visible.sum().item<long>() : (double)tokens * tokens;
                    return pairs * heads * (pairwise.Score.ReadsKeys ? 4.0 : 2.0) * width;
                }

            case RecurrentAttention recurrent:
                var each = 4 + (recurrent.Decay is null ? 0 : 1) + (recurrent.Write is null ? 0 : 2);
                return (double)tokens * heads * recurrent.FeatureWidth(width) * width * each;

            default:
                return null;
        }
    }
}
