using System.Text.Json;
using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

/// <summary>Reads the JSON files of a checkpoint or of a comparison, which are small.</summary>
internal static class SmallJson
{
    /// <exception cref="FormatException">The file is not what was expected; the message names it.</exception>
    /// <exception cref="IOException">It is missing or too large; the message names it.</exception>
    public static T Read<T>(string path, JsonSerializerOptions? options = null)
        where T : class
    {
        var text = Text(path);
        try
        {
            return JsonSerializer.Deserialize<T>(text, options ?? TrainingOptions.Json) ?? throw new FormatException($"'{path}' is null.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{path}' is damaged. {JsonFault.Words(e)}", e);
        }
    }

    public static string Text(string path) => BoundedFile.Text(path, wayOut: "this is no file of a training");
}
