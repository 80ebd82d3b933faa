using System.Text.Json;
using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

/// <summary>Reads the JSON files of a checkpoint, which are small.</summary>
internal static class SmallJson
{
    private const long Largest = 64 << 20;

    /// <exception cref="FormatException">The file is too large, or not what was expected; the message names it.</exception>
    public static T Read<T>(string path)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Text(path), TrainingOptions.Json) ?? throw new FormatException($"'{path}' is null.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{path}' is damaged. {JsonFault.Words(e)}", e);
        }
    }

    public static string Text(string path)
    {
        if (new FileInfo(path).Length is > Largest and var bytes)
            throw new FormatException($"'{path}' has {bytes} bytes, too many for what it should hold.");
        return File.ReadAllText(path);
    }
}
