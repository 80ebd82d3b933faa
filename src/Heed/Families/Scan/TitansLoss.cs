namespace Heed.Scan;

/// <summary>What the memory of Titans is trained to do.</summary>
public enum TitansLoss
{
    /// <summary>The paper's: to answer a key by its value.</summary>
    Squared,

    /// <summary>That of test-time training: to answer it by the value less the key, normalised, stretched and shifted.</summary>
    LayerNorm,
}
