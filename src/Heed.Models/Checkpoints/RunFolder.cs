using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

/// <summary>
/// The folder of a training: <c>model.json</c>, <c>log.jsonl</c>, a folder for each checkpoint that is kept, and <c>checkpoint.json</c>,
/// which points to the newest and the best. A checkpoint is written beside and renamed, then pointed to, then older ones are removed; so
/// whenever the program is killed, what is pointed to is whole. The layout is described in docs/guide/checkpoint-format.md.
/// </summary>
public sealed partial class RunFolder
{
    internal const string CardFile = "model.json";
    internal const string WeightsFile = "model.safetensors";
    internal const string PointerFile = "checkpoint.json";

    private const string MomentsFile = "optimizer.safetensors";
    private const string StateFile = "state.json";
    private const string LogFile = "log.jsonl";
    private const string LockFile = ".training";
    private const string Unfinished = ".writing-";
    private const string StepPrefix = "step-";

    private readonly Action? changed;

    private RunFolder(string path, ModelCard card, Action? changed = null) => (Path, Card, this.changed) = (path, card, changed);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What is trained, and how.</summary>
    public ModelCard Card { get; }

    /// <summary>Whether there is a checkpoint to go on from.</summary>
    public bool HasCheckpoint => File.Exists(In(PointerFile));

    /// <summary>Starts a run in a new or empty folder.</summary>
    /// <param name="path">The folder; it is made when it is missing.</param>
    /// <param name="card">What is trained, and how.</param>
    /// <exception cref="IOException">There is something in it already, or it cannot be written to.</exception>
    public static RunFolder Create(string path, ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (File.Exists(path)) throw new IOException($"'{path}' is a file, where a folder for the run was expected.");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(e => !System.IO.Path.GetFileName(e).StartsWith('.')))
            throw new IOException($"The folder '{path}' is not empty; name another one, or go on with the run in it.");
        Directory.CreateDirectory(path);
        AtomicFile.Write(System.IO.Path.Combine(path, CardFile), s => s.Write(Encoding.UTF8.GetBytes(card.ToJson())));
        return new(path, card);
    }

    /// <summary>Opens a run to go on with it, or to use its model.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It is no run.</exception>
    /// <exception cref="FormatException">Its card is damaged.</exception>
    public static RunFolder Open(string path) => Open(path, null);

    /// <summary>Opens a run and tells of each change of its folder: a program may be killed between any two.</summary>
    internal static RunFolder Open(string path, Action? changed) => new(path, ModelFolder.ReadCard(path), changed);

    /// <summary>Keeps other trainings out of the folder; a killed program lets go of it.</summary>
    /// <exception cref="IOException">A training is going on in it.</exception>
    internal IDisposable Hold()
    {
        try
        {
            return new FileStream(In(LockFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(In(LockFile)))
        {
            throw new IOException($"Another training is going on in '{Path}': wait for it or end it, or name another folder.", e);
        }
    }

    /// <summary>Keeps a checkpoint.</summary>
    internal void Save(SequenceModel model, AdamW optimizer, TrainingState state, RunLog log)
    {
        log.Flush();
        changed?.Invoke();
        var name = NameOf(state);
        var best = state.Best is { } b && b.Step != state.Step && HasCheckpoint ? Target().Best : name;
        if (HasCheckpoint && Target().Latest == name) return;
        Write(name, model, optimizer, new(state, log.Length, new Dictionary<string, string>()));
        Point(new(name, best));
        TrainingLog.Kept(Path, state.Step);
    }

    /// <summary>Opens the log where the checkpoint left it.</summary>
    internal RunLog OpenLog() => new(In(LogFile));

    /// <summary>The folder with the best weights.</summary>
    internal string BestFolder => In(Target().Best);

    private void Write(string name, SequenceModel model, AdamW optimizer, StoredState state)
    {
        var temporary = In(Unfinished + System.IO.Path.GetRandomFileName());
        Directory.CreateDirectory(temporary);
        changed?.Invoke();
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Put(WeightsFile, Weights.Of(model).Write);
        Put(MomentsFile, Moments.Of(optimizer).Write);
        using (var file = File.Create(System.IO.Path.Combine(temporary, StateFile)))
        {
            JsonSerializer.Serialize(file, state with { Sha256 = hashes }, TrainingOptions.Json);
            file.Flush(flushToDisk: true);
        }

        changed?.Invoke();
        Directory.Move(temporary, In(name));
        changed?.Invoke();

        void Put(string file, Action<Stream> write)
        {
            using var bytes = new MemoryStream();
            write(bytes);
            hashes[file] = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
            using (var stream = File.Create(System.IO.Path.Combine(temporary, file)))
            {
                bytes.WriteTo(stream);
                stream.Flush(flushToDisk: true);
            }

            changed?.Invoke();
        }
    }

    private void Point(Pointer target)
    {
        AtomicFile.Write(In(PointerFile), s => JsonSerializer.Serialize(s, target, TrainingOptions.Json), changed);
        changed?.Invoke();
        Clean();
    }

    /// <summary>Removes what a killed program left behind, and checkpoints that nothing points to.</summary>
    private void Clean()
    {
        string[] kept = HasCheckpoint ? [Target().Latest, Target().Best] : [];
        if (Card.Training is { Average: > 0 } options && !kept.Any(IsMean))
            kept = [.. kept, .. Validated(options, kept.FirstOrDefault()).TakeLast(options.Average)];
        foreach (var folder in Directory.GetDirectories(Path))
        {
            var name = System.IO.Path.GetFileName(folder);
            if (name.StartsWith(Unfinished, StringComparison.Ordinal)
                || (name.StartsWith(StepPrefix, StringComparison.Ordinal) && !kept.Contains(name)))
            {
                Directory.Delete(folder, recursive: true);
                changed?.Invoke();
            }
        }

        foreach (var file in Directory.GetFiles(Path, $".{PointerFile}.*")) File.Delete(file);
    }

    private static string NameOf(TrainingState state) => $"{StepPrefix}{state.Step:D9}";

    private Pointer Target()
    {
        var target = SmallJson.Read<Pointer>(In(PointerFile));
        foreach (var name in new[] { target.Latest, target.Best })
        {
            if (name is null || !name.StartsWith(StepPrefix, StringComparison.Ordinal)
                || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') || !Directory.Exists(In(name)))
                throw new FormatException($"'{In(PointerFile)}' points to '{name}', which is no checkpoint of this run.");
        }

        return target;
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
