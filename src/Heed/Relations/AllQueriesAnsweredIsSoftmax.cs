namespace Heed.Relations;

/// <summary>ProbSparse attention that answers all queries is softmax.</summary>
public sealed class AllQueriesAnsweredIsSoftmax : Relation
{
    /// <inheritdoc />
    public override string Left => "prob-sparse(16)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "ProbSparse attention that answers all queries is softmax.";
}
