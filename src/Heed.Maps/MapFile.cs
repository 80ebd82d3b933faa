namespace Heed.Maps;

/// <summary>Saves pictures of maps; the extension of the file decides the kind.</summary>
public static class MapFile
{
    /// <summary>All kinds of files.</summary>
    public static IReadOnlyList<IRenderer> Renderers { get; } =
        [new PngRenderer(), new SvgRenderer(), new HtmlRenderer(), new JsonRenderer(), new CsvRenderer()];

    /// <summary>
    /// Saves a view of a map. The file appears whole or not at all, even when the program is interrupted or told to end meanwhile;
    /// an older one is replaced.
    /// </summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="view">What to show.</param>
    /// <param name="path">The file, for example <c>map.svg</c>.</param>
    /// <exception cref="ArgumentException">The extension is unknown, or the view does not suit the map.</exception>
    /// <exception cref="IOException">The folder is missing or cannot be written to.</exception>
    public static void Save(AttentionMap map, MapView view, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var renderer = Of(path);
        var picture = Picture.Of(map, view);
        PictureFile.Write(path, stream => renderer.Write(picture, stream));
    }

    /// <summary>The renderer for a file.</summary>
    /// <param name="path">The file, for example <c>map.svg</c>; upper and lower case are the same.</param>
    /// <exception cref="ArgumentException">No renderer has the extension; the message lists those that exist.</exception>
    public static IRenderer Of(string path)
    {
        var extension = Path.GetExtension(path);
        return Renderers.FirstOrDefault(r => string.Equals(r.Extension, extension, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"'{path}': no renderer writes '{extension}' files; known are {string.Join(", ", Renderers.Select(r => r.Extension))}.",
                nameof(path));
    }
}
