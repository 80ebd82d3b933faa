namespace Heed.Relations;

/// <summary>The Sparse Transformer's strided pattern joins a window and a stride.</summary>
public sealed class WindowAndStrideAreSparseStrided : Relation
{
    /// <inheritdoc />
    public override string Left => "sparse-strided(4)";

    /// <inheritdoc />
    public override string Right => "or(sliding-window(4), strided(4)) + causal";

    /// <inheritdoc />
    public override string Statement => "The Sparse Transformer's strided pattern joins a window and a stride.";
}
