namespace Heed.Maps;

/// <summary>Turns a picture into a file of one kind; the same picture gives the same bytes.</summary>
public interface IRenderer
{
    /// <summary>The extension of such files, with its dot.</summary>
    string Extension { get; }

    /// <summary>Writes the whole file.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="stream">Where to write; it stays open.</param>
    void Write(Picture picture, Stream stream);
}
