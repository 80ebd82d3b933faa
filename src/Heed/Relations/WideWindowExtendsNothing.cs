namespace Heed.Relations;

/// <summary>Self-Extend in which all keys are near is RoPE.</summary>
public sealed class WideWindowExtendsNothing : Relation
{
    /// <inheritdoc />
    public override string Left => "self-extend(2, 16)";

    /// <inheritdoc />
    public override string Right => "rope";

    /// <inheritdoc />
    public override string Statement => "Self-Extend in which all keys are near is RoPE.";
}
