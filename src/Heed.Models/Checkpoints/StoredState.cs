using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

/// <summary>
/// A checkpoint's <c>state.json</c>: where the training stands, how long its log is, and the hashes of the files beside it.
/// </summary>
internal sealed record StoredState(TrainingState Training, long LogBytes, IReadOnlyDictionary<string, string> Sha256);

/// <summary>A run's <c>checkpoint.json</c>: the folder of the newest checkpoint and that of the best.</summary>
internal sealed record Pointer(string Latest, string Best);
