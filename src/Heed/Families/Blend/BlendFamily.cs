namespace Heed.Blended;

/// <summary>Several mechanisms read the same text, and their results are added in shares.</summary>
public sealed class BlendFamily : Family
{
    /// <summary>The family.</summary>
    public static BlendFamily Instance { get; } = new();

    /// <inheritdoc />
    public override int Order => 8;

    /// <inheritdoc />
    public override string Summary => "Several mechanisms read the same text, and their results are added in shares.";
}
