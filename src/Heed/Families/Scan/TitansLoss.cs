namespace Heed.Scan;

/// <summary>What a memory that is trained while it is read is brought to make small.</summary>
public enum TitansLoss
{
    /// <summary>‖Mᵀk − v‖²: the memory says the value itself.</summary>
    Squares,

    /// <summary>‖w⊙norm(Mᵀk) + b − (v − k)‖²: normalised first, and what the key lacks of the value.</summary>
    LayerNorm,
}
