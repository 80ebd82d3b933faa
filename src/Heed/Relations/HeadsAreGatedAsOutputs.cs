namespace Heed.Relations;

/// <summary>A gate of a head is a gate of its output.</summary>
public sealed class HeadsAreGatedAsOutputs : Relation
{
    /// <inheritdoc />
    public override string Left => "head-gate";

    /// <inheritdoc />
    public override string Right => "output-gate(sigmoid-head)";

    /// <inheritdoc />
    public override string Statement => "A gate of a head is a gate of its output.";
}
