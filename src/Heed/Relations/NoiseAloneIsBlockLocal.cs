namespace Heed.Relations;

/// <summary>As long as there is noise only, each block is read alone.</summary>
public sealed class NoiseAloneIsBlockLocal : Relation
{
    /// <inheritdoc />
    public override string Left => "block-diffusion-mask(2, 9)";

    /// <inheritdoc />
    public override string Right => "block-local(2)";

    /// <inheritdoc />
    public override string Statement => "As long as there is noise only, each block is read alone.";
}
