using System.Text.Json;
using Heed.Models.Data;
using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

/// <summary>The log of a run: a line of JSON for each event, appended.</summary>
public sealed class RunLog : IDisposable
{
    private readonly FileStream stream;

    internal RunLog(string path) => stream = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>Bytes that were written, of earlier processes too.</summary>
    internal long Length => stream.Position;

    /// <summary>Appends a line.</summary>
    /// <param name="fields">Names and numbers, in order.</param>
    public void Write(params ReadOnlySpan<(string Name, double Value)> fields)
    {
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields) json.WriteNumber(name, value);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <inheritdoc />
    public void Dispose() => stream.Dispose();

    /// <summary>The best validation loss of a log in so much processor time; null when none was validated in it.</summary>
    /// <exception cref="FormatException">The log is damaged; the message names it and the line.</exception>
    internal static double? Best(string path, double seconds)
    {
        double? best = null;
        foreach (var (number, line) in Lines.Read(path, new BadLines(), inUtf8: true))
        {
            try
            {
                var logged = JsonSerializer.Deserialize<Dictionary<string, double>>(line, TrainingOptions.Json) ?? [];
                if (!logged.TryGetValue("validation_loss", out var loss)) continue;
                if (!logged.TryGetValue("processor_seconds", out var spent)) throw new JsonException("It lacks 'processor_seconds'.");
                if (spent <= seconds) best = Math.Min(best ?? double.MaxValue, loss);
            }
            catch (JsonException e)
            {
                throw new FormatException($"'{path}' is damaged in line {number}. {JsonFault.Words(e)}", e);
            }
        }

        return best;
    }

    /// <summary>Waits until the disk has it.</summary>
    internal void Flush() => stream.Flush(flushToDisk: true);
}
