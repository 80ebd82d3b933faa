using System.Text;

namespace Heed.Maps;

/// <summary>
/// Draws a picture in a terminal of 20 columns or more. Large maps are drawn with half blocks, and shrunk by maxima
/// if they still do not fit.
/// </summary>
public sealed class TerminalRenderer
{
    private const int LeastWidth = 20;
    private const int LongestBar = 32;

    private readonly Picture picture;
    private readonly TextWriter writer;
    private readonly TerminalOptions options;
    private readonly TerminalPlan plan;
    private readonly StringBuilder line = new();
    private readonly TerminalInk ink;

    private TerminalRenderer(Picture picture, TextWriter writer, TerminalOptions options)
    {
        (this.picture, this.writer, this.options) = (picture, writer, options);
        plan = TerminalPlan.Of(picture.Map, options);
        ink = new(options.Depth, line);
    }

    /// <summary>Draws the picture.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="writer">Where to; lines end with a line feed.</param>
    /// <param name="options">The window.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is narrower than 20 columns.</exception>
    public static void Write(Picture picture, TextWriter writer, TerminalOptions options)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Width < LeastWidth)
            throw new ArgumentOutOfRangeException(nameof(options), options.Width,
                $"A map needs a window of at least {LeastWidth} columns.");
        new TerminalRenderer(picture, writer, options).WriteAll();
    }

    private void WriteAll()
    {
        Paragraph(picture.Title, ink.Strong);
        Paragraph(Captions.Where(picture), ink.Faint);
        foreach (var panel in picture.Panels)
        {
            End();
            if (picture.Panels.Count > 1) Paragraph(panel.Name, ink.Strong);
            WritePanel(panel);
        }
        End();
        WriteBar();
        End();
        foreach (var sentence in picture.Caption) Paragraph(sentence, ink.Faint);
        if (plan.Factor > 1) Paragraph(Shading.Note(plan.Factor), ink.Faint);
    }

    private void WritePanel(Panel panel)
    {
        var shading = new Shading(picture, panel, plan.Factor);
        foreach (var labels in TerminalAxis.Above(picture.Map, plan))
        {
            line.Append(' ', plan.Gutter).Append(labels.TrimEnd());
            End();
        }
        var step = plan.Cells == TerminalCells.Half ? 2 : 1;
        for (var row = 0; row < shading.Rows; row += step)
        {
            var (label, index) = TerminalAxis.Left(picture.Map, plan, row / step);
            line.Append(label).Append(plan.Labels > 0 ? " " : "");
            ink.Faint(index);
            line.Append(plan.Labels > 0 ? " " : "  ");
            for (var column = 0; column < shading.Columns; column++)
            {
                if (options.Depth == ColourDepth.Ascii)
                    line.Append(TerminalInk.Character(shading[row, column], picture.Domain.Diverging), plan.CellWidth);
                else if (step == 2) Half(shading[row, column], row + 1 < shading.Rows ? shading[row + 1, column] : null);
                else Whole(shading[row, column]);
            }
            ink.Reset();
            End();
        }
    }

    private void Whole(float place)
    {
        if (place == Shading.Masked) ink.Write("╱╱", picture.Palette.Masked, picture.Palette.Hatch);
        else if (float.IsNaN(place)) ink.Write("!!", picture.Palette.NaN, picture.Palette.NaN.Ink);
        else ink.Write("  ", picture.Palette.Cells.At(place));
    }

    private void Half(float upper, float? lower)
    {
        if (upper == Shading.Masked && lower is null or Shading.Masked) ink.Write("╱", picture.Palette.Masked, picture.Palette.Hatch);
        else if (float.IsNaN(upper) && (lower is null || float.IsNaN(lower.Value)))
            ink.Write("!", picture.Palette.NaN, picture.Palette.NaN.Ink);
        else ink.Write("▀", lower is { } below ? Shade(below) : picture.Palette.Paper, Shade(upper));
    }

    private Rgb Shade(float place) => place == Shading.Masked ? picture.Palette.Masked
        : float.IsNaN(place) ? picture.Palette.NaN
        : picture.Palette.Cells.At(place);

    private void WriteBar()
    {
        var (low, high) = (picture.Domain.Ticks[0].Text, picture.Domain.Ticks[^1].Text);
        var (colours, ascii) = (picture.Palette.Cells, options.Depth == ColourDepth.Ascii);
        var length = Math.Clamp(options.Width - low.Length - high.Length - 2, 1, LongestBar);
        line.Append(low).Append(' ');
        for (var i = 0; i < length; i++)
        {
            var place = (float)i / Math.Max(1, length - 1);
            if (ascii) line.Append(TerminalInk.Character(place, picture.Domain.Diverging));
            else ink.Write(" ", colours.At(place));
        }
        ink.Reset();
        line.Append(' ').Append(high);
        End();
        if (picture.Panels.Any(p => p.HasMask)) Paragraph($"{(ascii ? '/' : '╱')} masked", ink.Faint);
        if (picture.Domain.HasNaN) Paragraph("! NaN", ink.Faint);
    }

    private void Paragraph(string text, Action<string> write)
    {
        foreach (var part in Wrap.Lines(LabelText.Escape(text), options.Width, t => Columns.Of(t)))
        {
            write(part);
            End();
        }
    }

    private void End()
    {
        writer.Write(line.Append('\n').ToString());
        line.Clear();
    }
}
