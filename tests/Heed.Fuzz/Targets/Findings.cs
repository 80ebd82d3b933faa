using System.Text.Json;
using Heed.Models.History;

namespace Heed.Fuzz.Targets;

/// <summary>What was found of a model before.</summary>
internal sealed class Findings : ITarget
{
    /// <inheritdoc/>
    public string Name => "found";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var found = HistoryRun.Found.Read(Scratch.Write("found.json", input));
        _ = found.Test.ByLength.Values.Sum(marks => marks.SequenceErrorRate);
        Target.Promise(JsonSerializer.Serialize(found, HistoryRun.Json).Length > 0, "what was found is whole");
    }
}
