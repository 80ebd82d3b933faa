using System.Text;
using Heed.Bench;

namespace Heed.Fuzz.Targets;

/// <summary>How large a task is, as a store has it.</summary>
internal sealed class Sizes : ITarget
{
    /// <inheritdoc/>
    public string Name => "size";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var size = TaskSize.Parse(Encoding.UTF8.GetString(input));
        Target.Promise(TaskSize.Parse($"{size}").Equals(size), "a size reads back as it is");
    }
}
