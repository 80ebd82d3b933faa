namespace Heed.Relations;

/// <summary>When its budget holds the whole text, TOVA is causal attention.</summary>
public sealed class AllOfTheTextHeldIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "tova(9)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "When its budget holds the whole text, TOVA is causal attention.";
}
