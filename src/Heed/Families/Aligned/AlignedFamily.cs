namespace Heed.Aligned;

/// <summary>A decoder looks at a fixed memory again and again, and each look sees where the last one went.</summary>
public sealed class AlignedFamily : Family
{
    /// <summary>The family.</summary>
    public static AlignedFamily Instance { get; } = new();

    /// <inheritdoc />
    public override int Order => 3;

    /// <inheritdoc />
    public override string Summary => "A decoder looks at a fixed memory, and each look sees where the last one went.";
}
