using System.Globalization;
using Heed.Models;
using Heed.Native;

namespace Heed.Cli.Verbs;

/// <summary>What cannot be trained in the memory that there is, said before anything is made: by the least that every kind needs.</summary>
internal static class TrainingSize
{
    /// <summary>A number, its gradient and the two moments of AdamW.</summary>
    private const double BytesPerNumber = 4 * sizeof(float);

    /// <summary>The fewest maps of width × width in a layer.</summary>
    private const double MapsPerLayer = 3;

    public static void Check(ModelSpec spec, int batch)
    {
        var numbers = (double)spec.Width * ((MapsPerLayer * spec.Layers * spec.Width) + spec.FeedForward);
        var kept = (double)batch * Math.Max(1, spec.Context) * spec.Width * spec.Layers * sizeof(float);
        Check((numbers * BytesPerNumber) + kept,
            $"a {spec.Kind} of width {spec.Width}, with {spec.Layers} layers and batches of {batch}, to be trained",
            "--width, --layers, --context or --batch");
    }

    public static void Check(long parameters) =>
        Check(parameters * BytesPerNumber, $"{parameters} parameters to be trained", "--parameters");

    private static void Check(double bytes, string what, string options)
    {
        var available = UsableMemory.Bytes;
        if (bytes > available)
            throw new Failure(string.Create(CultureInfo.InvariantCulture,
                $"It takes more than {bytes / 1e9:N1} GB for {what}, and {available / 1e9:N1} GB can be had: give less for {options}."));
    }
}
