namespace Heed.Relations;

/// <summary>When the prompt fits its budget, SnapKV is causal attention.</summary>
public sealed class PromptThatFitsIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "snapkv(9)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "When the prompt fits its budget, SnapKV is causal attention.";
}
