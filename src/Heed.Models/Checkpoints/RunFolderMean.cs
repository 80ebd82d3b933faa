using System.Globalization;
using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

public sealed partial class RunFolder
{
    private const string MeanSuffix = "-mean";

    /// <summary>
    /// When the card asks for it, puts the mean of the last validated weights in the place of the best. Nothing changes
    /// when that was done before.
    /// </summary>
    internal void Average()
    {
        if (Card.Training is not { Average: > 0 } options || Target() is not { } target || IsMean(target.Best)) return;
        var name = target.Latest + MeanSuffix;
        string[] last = [.. Validated(options, target.Latest).Append(target.Latest).Distinct().TakeLast(options.Average)];
        var temporary = In(Unfinished + System.IO.Path.GetRandomFileName());
        Directory.CreateDirectory(temporary);
        using (var file = File.Create(System.IO.Path.Combine(temporary, WeightsFile)))
        {
            Weights.Mean([.. last.Select(step => System.IO.Path.Combine(In(step), WeightsFile))]).Write(file);
            file.Flush(flushToDisk: true);
        }

        changed?.Invoke();

        // A killed program made it, and did not come to point to it.
        if (Directory.Exists(In(name))) Directory.Delete(In(name), recursive: true);
        Directory.Move(temporary, In(name));
        changed?.Invoke();
        Point(target with { Best = name });
    }

    private static bool IsMean(string name) => name.EndsWith(MeanSuffix, StringComparison.Ordinal);

    /// <summary>
    /// The checkpoints of validations up to the latest that was pointed to, in their order. What is newer, a killed program did not come
    /// to point to, and its steps are made again.
    /// </summary>
    private IEnumerable<string> Validated(TrainingOptions options, string? latest) =>
        from folder in Directory.GetDirectories(Path, StepPrefix + "*").Order(StringComparer.Ordinal)
        let name = System.IO.Path.GetFileName(folder)
        where long.TryParse(name.AsSpan(StepPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            && step % options.ValidateEvery == 0 && string.CompareOrdinal(name, latest) <= 0
        select name;
}
