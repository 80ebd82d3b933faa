using System.Text;

namespace Heed.Maps;

/// <summary>
/// One page that needs nothing else: no network, no library, no font. It holds the whole map with its exact numbers, and shows any layer,
/// head or aggregate of it under the pointer and the keyboard, as a picture and as a table; the view only decides what is shown first.
/// </summary>
public sealed class HtmlRenderer : IRenderer
{
    private static readonly string[] Scripts = ["data.js", "scale.js", "draw.js", "axes.js", "text.js", "page.js"];

    /// <inheritdoc/>
    public string Extension => ".html";

    /// <inheritdoc/>
    public void Write(Picture picture, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(stream);
        var rest = Part("page.html");
        Put(stream, Before(ref rest, "/*TITLE*/"));
        Put(stream, SvgCanvas.Escape(picture.Title));
        Put(stream, Before(ref rest, "/*STYLE*/"));
        Put(stream, Part("page.css"));
        Put(stream, Before(ref rest, "/*DATA*/"));
        PageData.Write(picture, stream);
        Put(stream, Before(ref rest, "/*SCRIPT*/"));
        foreach (var script in Scripts) Put(stream, Part(script));
        Put(stream, rest);
    }

    private static void Put(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    private static string Before(ref string rest, string mark)
    {
        var at = rest.IndexOf(mark, StringComparison.Ordinal);
        var before = rest[..at];
        rest = rest[(at + mark.Length)..];
        return before;
    }

    private static string Part(string name)
    {
        using var stream = typeof(HtmlRenderer).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The page's part '{name}' is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
