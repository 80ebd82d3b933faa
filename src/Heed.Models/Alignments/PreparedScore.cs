using Heed.Models.Layers;
using Heed.Pairwise;
using Heed.Pairwise.Scores;

namespace Heed.Models.Alignments;

/// <summary>What a score of the catalog learns, and the same score computed with the source's side prepared once for all steps.</summary>
internal abstract class PreparedScore(string name) : torch.nn.Module(name)
{
    /// <summary>That of a part; null where there is nothing to prepare.</summary>
    /// <param name="start">Draws the weights.</param>
    /// <param name="score">The part.</param>
    /// <param name="sizes">The sizes of its mechanism.</param>
    public static PreparedScore? Of(Start start, Score? score, Sizes sizes) => score switch
    {
        Additive or LuongConcat => new AdditiveScore(start, sizes["Dk"], sizes["A"]),
        Bilinear => new ProductScore(start.Random(1 / Math.Sqrt(sizes["Dk"]), sizes["Dq"], sizes["Dk"])),
        ScaledDotProduct => new ProductScore(null),
        _ => null,
    };

    /// <summary>The weights under the names that a mechanism gives them.</summary>
    public abstract SignalSet Given(Mechanism mechanism);

    /// <summary>The memories as the catalog's word reads them with these weights, (B, S, ·).</summary>
    public virtual Tensor Read(Tensor memory) => memory.alias();

    /// <summary>What can be computed of the source alone; a tensor of its own.</summary>
    public abstract Tensor Keys(Tensor memory);

    /// <summary>Scores before any scale, less what is the same for all symbols of the source; (B, T, S).</summary>
    /// <param name="queries">(B, T, Q).</param>
    /// <param name="keys">What <see cref="Keys"/> made of the source.</param>
    public abstract Tensor Of(Tensor queries, Tensor keys);
}
