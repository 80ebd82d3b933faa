using System.Globalization;
using System.Text;

namespace Heed.Maps;

/// <summary>
/// The shown numbers as a table by RFC 4180: one line for every pair, with the columns layer, head, query, query_text, key, key_text,
/// weight, masked, texts as <see cref="CsvCell"/> has them. The head is its number, or the name of what was put together. Weights are
/// written so that the same float32 is read back; NaN is <c>NaN</c>.
/// </summary>
public sealed class CsvRenderer : IRenderer
{
    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public void Write(Picture picture, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine("layer,head,query,query_text,key,key_text,weight,masked");
        foreach (var panel in picture.Panels) WritePanel(picture, panel, writer);
    }

    private static void WritePanel(Picture picture, Panel panel, StreamWriter writer)
    {
        var head = panel.Name.StartsWith("head ", StringComparison.Ordinal) ? panel.Name["head ".Length..] : panel.Name;
        var start = $"{picture.View.Layer},{CsvCell.Of(head)},";
        var keys = picture.Map.KeyLabels
            .Select((label, key) => string.Create(CultureInfo.InvariantCulture, $"{key},{CsvCell.Of(label.Text)},"))
            .ToArray();
        for (var query = 0; query < panel.Queries; query++)
        {
            var row = string.Create(CultureInfo.InvariantCulture, $"{start}{query},{CsvCell.Of(picture.Map.QueryLabels[query].Text)},");
            var weights = panel.Row(query);
            for (var key = 0; key < keys.Length; key++)
            {
                writer.Write(row);
                writer.Write(keys[key]);
                writer.Write(weights[key].ToString("R", CultureInfo.InvariantCulture));
                writer.WriteLine(panel.IsMasked(query, key) ? ",true" : ",false");
            }
        }
    }
}
