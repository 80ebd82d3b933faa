using Heed.Golden;

namespace Heed.Fuzz.Targets;

/// <summary>Numbers that other code computed, and the expressions that their options make.</summary>
internal sealed class GoldenFiles : ITarget
{
    /// <inheritdoc/>
    public string Name => "golden";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException), typeof(ExpressionException), typeof(NotSupportedException)];

    /// <inheritdoc/>
    public IEnumerable<string> Words => Target.OfCatalog;

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var file = GoldenFile.Read(Scratch.Write("golden.json", input));
        foreach (var golden in file.Cases) _ = Options.Apply(file.Id, golden.Options).ToMechanism();
    }
}
