using System.Text;
using System.Text.Json;
using Heed.Bench;
using Heed.Bench.Running;
using Heed.Bench.Stores;

namespace Heed.Fuzz.Targets;

/// <summary>What a cell of the benchmark found, as a store has it.</summary>
internal sealed class Outcomes : ITarget
{
    /// <inheritdoc/>
    public string Name => "outcome";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(JsonException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var outcome = JsonSerializer.Deserialize<Outcome>(Encoding.UTF8.GetString(input), BenchJson.Strict)
            ?? throw new JsonException("Null.");
        if (OutcomeCheck.Fault(outcome) is { } fault) throw new JsonException(fault);
        Target.Promise(JsonSerializer.Serialize(outcome, BenchJson.Line).Length > 0, "an outcome can be written");
        _ = outcome.Numbers.Sum(n => n.Value);
    }
}
