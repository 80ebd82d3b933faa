using System.Globalization;
using Heed.Models.Text;
using Heed.Models.Untrained;
using Heed.Native;

namespace Heed.Cli.Verbs;

/// <summary>Whether a map of n² weights and the layers that make it fit into memory, said before anything is allocated.</summary>
internal static class MapSize
{
    /// <summary>Bytes for one pair of one head at the worst moment: the map, and the steps of the definition that makes it.</summary>
    private const double BytesPerPair = 64;

    /// <summary>Bytes for each width² of a layer: q, k, v and output maps in float32, and once more while they are drawn.</summary>
    private const double BytesPerSquare = 2 * 4 * sizeof(float);

    public static void Check(string text, TextUnit unit, int count, UntrainedOptions options)
    {
        var available = UsableMemory.Bytes;
        var layers = BytesPerSquare * options.Layers * options.Width * options.Width;
        var fitting = (long)Math.Sqrt(available / (BytesPerSquare * options.Layers));
        if (layers > available)
            throw new Failure(string.Create(CultureInfo.InvariantCulture,
                $"{options.Layers:N0} layers of width {options.Width:N0} need {layers / 1e9:N1} GB, and {available / 1e9:N1} GB can be "
                    + $"had; what fits: {(fitting > 0 ? $"--width {fitting:N0}" : "fewer layers")}."));
        var most = Most(options, available);
        if (count <= most) return;
        var need = BytesPerPair * options.Heads * options.Layers * count * count;
        var others = TextUnits.All.Where(u => u.Name != unit.Name).Select(u => (u.Name, u.Split(text).Count))
            .Where(u => u.Count <= most && u.Count > 0)
            .Select(u => string.Create(CultureInfo.InvariantCulture, $"--by {u.Name} ({u.Count:N0} unit{(u.Count == 1 ? "" : "s")})"));
        var offers = others.Append(most > 0 ? string.Create(CultureInfo.InvariantCulture, $"the first {most:N0} units of it")
            : "fewer heads or layers");
        throw new Failure(string.Create(CultureInfo.InvariantCulture,
            $"{count:N0} units and {options.Heads} heads make a map that needs {need / 1e9:N1} GB, and {available / 1e9:N1} GB can be "
                + $"had; what fits: {string.Join(", ", offers)}."));
    }

    private static long Most(UntrainedOptions options, double available)
    {
        var maps = (double)options.Heads * options.Layers;
        var byMemory = Math.Sqrt(available / (BytesPerPair * maps));
        var byArray = Math.Sqrt(Array.MaxLength / maps);
        return (long)Math.Min(byMemory, byArray);
    }
}
