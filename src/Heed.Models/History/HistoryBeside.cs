using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Heed.Models.Checkpoints;
using Heed.Models.Data;
using Heed.Models.Judging;

namespace Heed.Models.History;

/// <summary>A model that was trained in another way than the others, such as for longer, and judged on the same test.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parameters">How many numbers it learned.</param>
/// <param name="Command">The command that trained it, without the folders of its files; null when it was trained by a program.</param>
/// <param name="Sha256">The hash of its weights.</param>
/// <param name="Beam">Beginnings that were kept while it wrote.</param>
/// <param name="Pairs">The most pairs that were judged.</param>
/// <param name="Test">How good its translations are.</param>
public sealed record HistoryBeside(string Name, string Kind, long Parameters, string? Command, string Sha256,
    int Beam, int Pairs, Examined Test)
{
    private const int Beginnings = 5;

    /// <summary>
    /// Judges a trained model by a beam of five; what was found of the same weights before is kept in the folder and read again.
    /// </summary>
    /// <param name="path">The folder of the model or run.</param>
    /// <param name="data">The data that it learned from.</param>
    /// <param name="options">Classes of lengths, and the most pairs.</param>
    /// <param name="folder">Where findings are kept.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancel">Ends the judging.</param>
    /// <exception cref="ArgumentException">The model is no translator, or learned from other data.</exception>
    /// <exception cref="FormatException">What was found before is damaged; the message names its file.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static HistoryBeside Judge(string path, PairData data, HistoryOptions options, string folder, IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        using var trained = ModelFolder.Open(path);
        if (trained.Model is not Translator translator)
            throw new ArgumentException($"'{path}' is no translator but a {trained.Card.Spec.Kind}.", nameof(path));
        if (trained.Card.Data.Sha256 != data.Hash)
            throw new ArgumentException($"'{path}' learned from other data than '{data.Name}', so it may know the test.", nameof(path));
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        string hash;
        using (var weights = File.OpenRead(trained.WeightsFile)) hash = Convert.ToHexStringLower(SHA256.HashData(weights));
        // Folders may have one name.
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "beside")).FullName, $"{name}-{hash[..12]}.json");
        if (File.Exists(file) && SmallJson.Read<HistoryBeside>(file, HistoryRun.Json) is { Test.IsWhole: true } before
            && before.Sha256 == hash && before.Pairs == options.Most) return before;
        var test = Examination.Of(translator, data, Split.Test, Write, options.Buckets, options.Most, progress, cancel);
        var found = new HistoryBeside(name, trained.Card.Spec.Kind, translator.Size, Anywhere(trained.Card.Command), hash,
            Beginnings, options.Most, test);
        AtomicFile.Write(file, s => JsonSerializer.Serialize(s, found, HistoryRun.Json));
        return found;

        // Without the folders of one machine.
        static string? Anywhere(string? command) => command is null ? null : Regex.Replace(command, @"(?<=--(data|out) ""?)\S*/", "");

        IReadOnlyList<int[]> Write(Batch batch) =>
            [.. Search.Beam(translator, batch, Examination.Longest(data), new(Beginnings)).Select(b => b[0].Symbols)];
    }
}
