namespace Heed.Models.Judging;

/// <summary>How good a model's translations are.</summary>
/// <param name="Sequences">How many were judged.</param>
/// <param name="SequenceAccuracy">The share that is right as a whole.</param>
/// <param name="TokenAccuracy">The share of places of the first reference at which the same symbol was written.</param>
/// <param name="SymbolErrorRate">
/// Edits to the closest reference over its length: the phoneme error rate for phonemes, the word error rate for words.
/// </param>
/// <param name="Bleu">Corpus BLEU of the text, from 0 to 100.</param>
/// <param name="ChrF">chrF2 of the text, from 0 to 100.</param>
/// <param name="Nats">The mean cross-entropy of a symbol of the first reference, its end included.</param>
/// <param name="AlignmentErrorRate">
/// Of the attention averaged over layers and heads, on the true target; null without attention or known alignments.
/// </param>
/// <param name="MassOnGold">The share of that attention on sure links; null likewise, or when no link is sure.</param>
public sealed record Marks(
    long Sequences, double SequenceAccuracy, double TokenAccuracy, double SymbolErrorRate, double Bleu, double ChrF, double Nats,
    double? AlignmentErrorRate, double? MassOnGold)
{
    /// <summary>The share of sequences that are wrong: the word error rate of grapheme-to-phoneme papers.</summary>
    public double SequenceErrorRate => 1 - SequenceAccuracy;
}

/// <summary>The marks of a model on a part of a data set.</summary>
/// <param name="All">Of all pairs.</param>
/// <param name="ByLength">Of pairs by the length of their source, by the name of the class; classes without pairs are left out.</param>
/// <param name="BestHead">
/// The layer and head that agree best with the known alignments on these pairs, and their error rate; null where there is but one.
/// </param>
public sealed record Examined(Marks All, IReadOnlyDictionary<string, Marks> ByLength, BestHead? BestHead)
{
    /// <summary>Whether every class of lengths has its marks, which a file may lack.</summary>
    internal bool IsWhole => ByLength.Values.All(marks => marks is not null);
}

/// <summary>A head that agrees with known alignments.</summary>
/// <param name="Layer">Its layer, from 0.</param>
/// <param name="Head">Its number, from 0.</param>
/// <param name="AlignmentErrorRate">
/// Its alignment error rate; chosen as the lowest, so that of a head chosen beforehand would be higher.
/// </param>
public sealed record BestHead(int Layer, int Head, double AlignmentErrorRate);
