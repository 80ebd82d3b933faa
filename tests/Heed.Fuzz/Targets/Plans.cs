using System.Text;
using Heed.Bench.Plans;

namespace Heed.Fuzz.Targets;

/// <summary>Which cells are to be measured.</summary>
internal sealed class Plans : ITarget
{
    /// <inheritdoc/>
    public string Name => "plan";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException), typeof(ArgumentException)];

    /// <inheritdoc/>
    public IEnumerable<string> Words => Target.OfCatalog;

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var plan = Plan.FromJson(Encoding.UTF8.GetString(input));
        var written = plan.ToJson();
        Target.Promise(Plan.FromJson(written).ToJson() == written, "a plan reads back as it is");
        _ = new Estimates([]).Seconds(plan.Cells, 2);
    }
}
