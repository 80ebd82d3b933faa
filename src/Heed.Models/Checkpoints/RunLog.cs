using System.Text.Json;

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

    /// <summary>Waits until the disk has it.</summary>
    internal void Flush() => stream.Flush(flushToDisk: true);
}
