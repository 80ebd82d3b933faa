namespace Heed.Maps;

/// <summary>Where a map comes from: everything that a caption must say so that nobody reads more into the picture than it shows.</summary>
/// <param name="Mechanism">The mechanism as its canonical expression, for example <c>rope + sliding-window(64)</c>.</param>
/// <param name="Weights">Which weights were used, for example <c>untrained, seed 1</c> or the name and hash of a checkpoint.</param>
/// <param name="Unit">What one row or column is: <c>character</c>, <c>cl100k</c>, …</param>
public sealed record Provenance(string Mechanism, string Weights, string Unit)
{
    /// <summary>The version of Heed that computed the map.</summary>
    public string Version { get; init; } = ThisVersion;

    /// <summary>The seed of the weights, if they were drawn.</summary>
    public long? Seed { get; init; }

    /// <summary>The model width, if there was one.</summary>
    public int? Width { get; init; }

    /// <summary>The number type the map was computed in; the map itself holds float32.</summary>
    public string DType { get; init; } = "float32";

    /// <summary>Sentences that must accompany the picture, such as a warning that the weights are untrained.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Of weights that somebody gave without saying more.</summary>
    internal static Provenance Given => new("attention", "as given", "token");

    private static string ThisVersion { get; } = typeof(Provenance).Assembly.GetName().Version?.ToString(3)
        ?? throw new InvalidOperationException("The Heed.Maps assembly carries no version.");
}
