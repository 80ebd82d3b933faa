using System.Text;
using Heed.Bench.Plans;

namespace Heed.Fuzz.Targets;

/// <summary>What people write to choose mechanisms, tasks and seeds, one a line.</summary>
internal sealed class Selections : ITarget
{
    /// <inheritdoc/>
    public string Name => "selection";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(ArgumentException), typeof(ExpressionException)];

    /// <inheritdoc/>
    public IEnumerable<string> Words => Target.OfCatalog;

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n');
        _ = Selection.Seeds(lines[0]);
        if (lines.Length > 1) _ = Selection.Mechanisms(lines[1]);
        if (lines.Length > 2) _ = Selection.Tasks(lines[2]);
    }
}
