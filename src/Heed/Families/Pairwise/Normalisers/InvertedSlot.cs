namespace Heed.Pairwise.Normalisers;

/// <summary>
/// Queries compete for keys instead of keys for queries: each key is shared out among the queries, and each query then takes the mean of
/// what it won.
/// </summary>
/// <remarks>
/// So every part of the input is explained by some query, here called a slot. This is one round of slot attention without its recurrent
/// cell. A query that wins nothing reads nothing.
/// </remarks>
public sealed class InvertedSlot : Normaliser, ICataloged<InvertedSlot>
{
    private const double NoDivisionByZero = 1e-8;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "inverted-slot",
        Name = "Inverted attention (slots)",
        Cite = new("Locatello et al.", "Object-Centric Learning with Slot Attention", 2020, "arXiv:2006.15055"),
        Formula = "aᵢⱼ = wᵢⱼ / (Σₗ wᵢₗ + ε),  wᵢⱼ = softmaxᵢ(sᵢⱼ)",
        Tex = @"a_{ij} = \frac{w_{ij}}{\sum_l w_{il} + \varepsilon},\quad w_{ij} = \mathrm{softmax}_i(s_{ij})",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel =>
        "inverted-slot weighs the queries of a key against one another, and a kernel has one query at a time";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { MixesQueries = true, SharesKeysFirst = true, LoneWeightIsFixed = true };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var seers = visible?.expand(scores.shape).transpose(-2, -1);                       // (B, H, M, N)
        var won = Hidden.Softmax(scores.transpose(-2, -1), seers).transpose(-2, -1);       // (B, H, N, M)
        return won / (won.sum(-1, true) + NoDivisionByZero);
    }
}
