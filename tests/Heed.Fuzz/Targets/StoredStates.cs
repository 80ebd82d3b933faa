using System.Text.Json;
using Heed.Models.Checkpoints;
using Heed.Models.Training;

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
        Target.Promise(JsonSerializer.Serialize(stored, TrainingOptions.Json).Length > 0, "a state that is read can be written");
        Target.Promise(files.All(f => stored.Sha256[f].Length >= 0) && stored.Training.Step >= 0, "a state has a step and hashes");
    }
}
