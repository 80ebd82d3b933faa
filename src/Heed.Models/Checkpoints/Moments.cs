using Heed.Models.Safetensors;
using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

/// <summary>
/// What an optimizer remembers, as safetensors: for each parameter <c>name.first</c> and <c>name.second</c>, and the number of steps.
/// </summary>
internal static class Moments
{
    private const string Steps = "steps";

    public static SafetensorsWriter Of(AdamW optimizer)
    {
        var writer = new SafetensorsWriter();
        foreach (var (name, start, count) in optimizer.Places)
        {
            writer.Add(name + ".first", optimizer.First.AsSpan(start, count), count);
            writer.Add(name + ".second", optimizer.Second.AsSpan(start, count), count);
        }

        writer.Add(Steps, [optimizer.Steps], 1);
        return writer;
    }

    public static void Load(SafetensorsReader file, AdamW optimizer)
    {
        foreach (var (name, start, count) in optimizer.Places)
        {
            Into(file, name + ".first", optimizer.First.AsSpan(start, count));
            Into(file, name + ".second", optimizer.Second.AsSpan(start, count));
        }

        optimizer.Steps = file.Longs(Steps) is [>= 0 and var steps] ? steps
            : throw new FormatException($"'{Steps}' is not one number from 0 on.");
    }

    private static void Into(SafetensorsReader file, string name, Span<float> place)
    {
        if (file.Entry(name).Count != place.Length)
            throw new FormatException($"'{name}' has {file.Entry(name).Count} numbers in the file, but the model has {place.Length}.");
        file.Finite(name).CopyTo(place);
    }
}
