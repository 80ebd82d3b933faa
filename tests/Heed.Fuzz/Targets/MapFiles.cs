using Heed.Maps;

namespace Heed.Fuzz.Targets;

/// <summary>A map as JSON, drawn as a page.</summary>
internal sealed class MapFiles : ITarget
{
    /// <inheritdoc/>
    public string Name => "map";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var map = MapJson.Parse(input);
        using var written = new MemoryStream();
        MapJson.Write(map, written);
        using var again = new MemoryStream();
        MapJson.Write(MapJson.Parse(written.ToArray()), again);
        Target.Promise(written.ToArray().AsSpan().SequenceEqual(again.ToArray()), "a map reads back as it is");
    }
}
