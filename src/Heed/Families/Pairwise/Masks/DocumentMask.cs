using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>Several documents lie in one sequence, one after the other, and no token reads another document than its own.</summary>
/// <remarks>
/// So short texts are packed into rows of one length without padding. Tokens after the last document that is given are one more document.
/// Add <c>causal</c> for a language model.
/// </remarks>
/// <param name="lengths">How many tokens each document has; four and five when not given.</param>
public sealed class DocumentMask(long[]? lengths = null) : PlacePattern, ICataloged<DocumentMask>
{
    private readonly long[] ends = Ends(lengths ?? [4, 5]);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "document-mask",
        Name = "Document mask (packed sequences)",
        Cite = new("Krell et al.",
            "Efficient Sequence Packing without Cross-contamination: Accelerating Large Language Models without Impacting Performance",
            2021, "arXiv:2107.02027"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  document(j) = document(i)",
        Tex = @"o_i = \sum_{j:\, \mathrm{doc}(j) = \mathrm{doc}(i)} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("Σ nₗ²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override bool LowersInCache => false;                                           // it is made for the documents of a whole text

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) =>
        parts.Add(new Kernels.Documents(Ids(inputs.Places.Queries), Ids(inputs.Places.Keys)));

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = ends.Length == 0 ? Place.None : Place.Absolute };

    /// <inheritdoc />
    public override long Span => ends.LastOrDefault() + 2;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => Document(i) == Document(j);

    private int[] Ids(IReadOnlyList<long> places) => [.. places.Select(Document)];

    private int Document(long place)
    {
        var at = Array.BinarySearch(ends, place);
        return at < 0 ? ~at : at + 1;                                                      // a document ends before its end
    }

    private static long[] Ends(long[] lengths)
    {
        if (lengths.Any(l => l < 1))
            throw new ArgumentOutOfRangeException(nameof(lengths), lengths, "Every document has at least one token.");
        var end = 0L;
        return [.. lengths.Select(l => end += l)];
    }
}
