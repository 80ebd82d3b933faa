namespace Heed.Relations;

/// <summary>Entmax with α = 2 is sparsemax.</summary>
public sealed class EntmaxAtTheEndIsSparsemax : Relation
{
    /// <inheritdoc />
    public override string Left => "entmax(2)";

    /// <inheritdoc />
    public override string Right => "sparsemax";

    /// <inheritdoc />
    public override string Statement => "Entmax with α = 2 is sparsemax.";
}
