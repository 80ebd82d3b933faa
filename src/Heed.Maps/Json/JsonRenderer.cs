namespace Heed.Maps;

/// <summary>The whole map as JSON, whatever the view shows of it; see <see cref="MapJson"/>.</summary>
public sealed class JsonRenderer : IRenderer
{
    /// <inheritdoc/>
    public string Extension => ".json";

    /// <inheritdoc/>
    public void Write(Picture picture, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(picture);
        MapJson.Write(picture.Map, stream);
    }
}
