namespace Heed.Scan;

/// <summary>
/// A state and a token give the next state and an output: whatever goes from token to token and is not a sum of products.
/// </summary>
public sealed class ScanFamily : Family
{
    /// <summary>The family.</summary>
    public static ScanFamily Instance { get; } = new();

    /// <inheritdoc />
    public override int Order => 2;

    /// <inheritdoc />
    public override string Summary => "A state and a token give the next state and an output.";
}
