using Heed.Models.Checkpoints;

namespace Heed.Fuzz.Targets;

/// <summary>Where a training stands.</summary>
internal sealed class StoredStates : ITarget
{
    /// <inheritdoc/>
    public string Name => "state";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        string[] files = [RunFolder.WeightsFile, "optimizer.safetensors"];
        var stored = StoredState.Read(Scratch.Write("state.json", input), files);
        Target.Promise(files.All(f => stored.Sha256[f].Length >= 0) && stored.Training.Step >= 0, "a state has a step and hashes");
    }
}
