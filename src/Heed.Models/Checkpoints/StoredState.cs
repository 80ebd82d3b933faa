using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

/// <summary>
/// A checkpoint's <c>state.json</c>: where the training stands, how long its log is, and the hashes of the files beside it.
/// </summary>
internal sealed record StoredState(TrainingState Training, long LogBytes, IReadOnlyDictionary<string, string> Sha256)
{
    /// <exception cref="FormatException">The file is damaged; the message names it.</exception>
    public static StoredState Read(string path, IEnumerable<string> files)
    {
        var stored = SmallJson.Read<StoredState>(path);
        var (state, step) = (stored.Training, stored.Training.Step);
        Refuse(stored.LogBytes < 0, "the log cannot have less than no bytes");
        Refuse(step < 0 || state.Tokens < 0 || state.LossCount < 0 || state.SinceBest < 0, "nothing can be counted below 0");
        Refuse(!(state.Seconds >= 0) || !(state.ProcessorSeconds >= 0), "no time can be below 0");
        Refuse(state.Last is { } last && (last.Step < 0 || last.Step > step), $"the last validation cannot be later than step {step}");
        Refuse(state.Best is { } best && (best.Step < 0 || best.Step > step), $"the best validation cannot be later than step {step}");
        Refuse(state.Ended is not null && state.Best is null, "a training that has ended was validated");
        foreach (var file in files) Refuse(stored.Sha256.GetValueOrDefault(file) is null, $"it has no SHA-256 of '{file}'");
        return stored;

        void Refuse(bool wrong, string why)
        {
            if (wrong) throw new FormatException($"'{path}' is damaged: {why}.");
        }
    }
}

/// <summary>A run's <c>checkpoint.json</c>: the folder of the newest checkpoint and that of the best.</summary>
internal sealed record Pointer(string Latest, string Best);
