using Heed.Models.Checkpoints;

namespace Heed.Fuzz.Targets;

/// <summary>The log of a training.</summary>
internal sealed class Logs : ITarget
{
    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var path = Scratch.Write("log.jsonl", input);
        Target.Promise(RunLog.Best(path, 10) is not { } early || RunLog.Best(path, 20) <= early, "more time finds no worse");
    }
}
