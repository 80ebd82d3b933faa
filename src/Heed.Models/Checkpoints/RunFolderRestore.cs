using System.Security.Cryptography;
using Heed.Models.Safetensors;
using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

public sealed partial class RunFolder
{
    /// <summary>Puts model and optimizer where the newest checkpoint left them, and cuts off what the log says of later steps.</summary>
    /// <param name="model">The model, built from the card's description.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <returns>Where the training stands; null when there is no checkpoint, and everything was left as it is.</returns>
    /// <exception cref="FormatException">A file is damaged; the message names it.</exception>
    internal TrainingState? Restore(SequenceModel model, AdamW optimizer)
    {
        Clean();
        if (!HasCheckpoint)
        {
            SetLogAside();
            return null;
        }

        var latest = Target().Latest;
        var folder = In(latest);
        string[] files = [WeightsFile, MomentsFile];
        var stored = StoredState.Read(System.IO.Path.Combine(folder, StateFile), files);
        if (NameOf(stored.Training) != latest)
            throw new FormatException($"'{folder}' is damaged: its {StateFile} is of step {stored.Training.Step}.");
        foreach (var path in files.Select(file => System.IO.Path.Combine(folder, file)))
        {
            using var read = File.OpenRead(path);
            if (Convert.ToHexStringLower(SHA256.HashData(read)) != stored.Sha256[System.IO.Path.GetFileName(path)])
                throw new FormatException($"'{path}' is damaged: its SHA-256 is not the one in {StateFile}.");
        }

        using (var weights = new SafetensorsReader(System.IO.Path.Combine(folder, WeightsFile))) Weights.Load(weights, model);
        using (var moments = new SafetensorsReader(System.IO.Path.Combine(folder, MomentsFile))) Moments.Load(moments, optimizer);
        CutLog(stored.LogBytes);
        return stored.Training;
    }

    private void CutLog(long length)
    {
        using var log = new FileStream(In(LogFile), FileMode.OpenOrCreate, FileAccess.Write);
        if (log.Length < length)
            throw new FormatException($"'{In(LogFile)}' has {log.Length} bytes, but the checkpoint says that there were {length}.");
        log.SetLength(length);
    }

    /// <summary>A log of steps that no checkpoint knows is kept under another name, for it may be all that is left of a run.</summary>
    private void SetLogAside()
    {
        if (!File.Exists(In(LogFile))) return;
        if (new FileInfo(In(LogFile)).Length == 0)
        {
            File.Delete(In(LogFile));
            return;
        }

        var number = 1;
        while (File.Exists(In($"log-{number}.jsonl"))) number++;
        File.Move(In(LogFile), In($"log-{number}.jsonl"));
    }
}
