namespace Heed.Maps;

/// <summary>Draws a picture on a canvas: heading, panels with their axes, colour bar, caption.</summary>
internal sealed class Figure(Picture picture, Layout layout, ICanvas canvas)
{
    private const double NumberCell = 28;
    private const double LinedCell = 12;

    private readonly Palette palette = picture.Palette;

    public void Draw()
    {
        canvas.Fill(new(0, 0, layout.Width, layout.Height), palette.Paper);
        DrawHeading();
        for (var i = 0; i < layout.Panels.Length; i++) DrawPanel(picture.Panels[i], layout.Panels[i]);
        new FigureBar(picture, layout.Bar, canvas).Draw();
        for (var i = 0; i < layout.Caption.Length; i++)
            canvas.Text(layout.Caption[i], Layout.Margin, layout.CaptionTop + i * Layout.CaptionLine,
                new(Layout.CaptionSize, palette.Faint));
    }

    private void DrawHeading()
    {
        var y = Layout.Margin + 10;
        foreach (var line in layout.TitleLines)
        {
            canvas.Text(line, Layout.Margin, y, new(Layout.TitleSize, palette.Text, Bold: true));
            y += Layout.TitleLine;
        }
        canvas.Text(Captions.Where(picture), Layout.Margin, y - 3, new(11, palette.Faint));
    }

    private void DrawPanel(Panel panel, Box box)
    {
        var shading = new Shading(picture, panel, layout.Factor);
        canvas.Cells(panel, shading, box);
        if (layout.Cell >= LinedCell) DrawLines(box);
        DrawFrame(box);
        if (layout.Factor == 1 && layout.Cell >= NumberCell) DrawNumbers(panel, box);
        var axes = new FigureAxes(picture, layout, canvas, box);
        axes.Draw();
        if (picture.Panels.Count > 1) canvas.Text(panel.Name, box.X, axes.Top - 17, new(11.5, palette.Text, Bold: true));
    }

    private void DrawLines(Box box)
    {
        for (var x = box.X + layout.Cell; x < box.Right - 0.5; x += layout.Cell) canvas.Line(x, box.Y, x, box.Bottom, palette.Paper, 0.75);
        for (var y = box.Y + layout.Cell; y < box.Bottom - 0.5; y += layout.Cell) canvas.Line(box.X, y, box.Right, y, palette.Paper, 0.75);
    }

    private void DrawFrame(Box box)
    {
        var colour = palette.Hatch;
        canvas.Line(box.X, box.Y, box.Right, box.Y, colour, 0.75);
        canvas.Line(box.X, box.Bottom, box.Right, box.Bottom, colour, 0.75);
        canvas.Line(box.X, box.Y, box.X, box.Bottom, colour, 0.75);
        canvas.Line(box.Right, box.Y, box.Right, box.Bottom, colour, 0.75);
    }

    private void DrawNumbers(Panel panel, Box box)
    {
        var size = Math.Min(11, layout.Cell * 0.31);
        for (var query = 0; query < panel.Queries; query++)
            for (var key = 0; key < panel.Keys; key++)
            {
                var weight = panel.Row(query)[key];
                if (panel.IsMasked(query, key) || float.IsNaN(weight)) continue;
                var ink = picture.Colour(panel, query, key).Ink;
                canvas.Text(Number.Cell(weight), box.X + (key + 0.5) * layout.Cell, box.Y + (query + 0.5) * layout.Cell + size * 0.36,
                    new(size, ink, Anchor.Middle));
            }
    }
}
