namespace Heed.Maps;

/// <summary>Draws the colour bar with its numbers, and below it what masked cells and NaN look like.</summary>
internal sealed class FigureBar(Picture picture, Box bar, ICanvas canvas)
{
    private const double Step = 2;

    private readonly Palette palette = picture.Palette;

    public void Draw()
    {
        var small = new TextStyle(9.5, palette.Text);
        canvas.Text(picture.Domain.Name, bar.X, bar.Y - 9, small);
        var steps = Math.Floor(bar.Height / Step);
        for (var i = 0; i < steps; i++)
            canvas.Fill(new(bar.X, bar.Y + i * Step, bar.Width, Step), palette.Cells.At(1 - i / (steps - 1)));
        var height = steps * Step;
        foreach (var tick in picture.Domain.Ticks)
        {
            var y = bar.Y + (1 - tick.At) * height;
            canvas.Line(bar.Right, y, bar.Right + 4, y, palette.Faint, 0.75);
            canvas.Text(tick.Text, bar.Right + 7, y + 3.4, small);
        }
        var below = bar.Y + height + 14;
        if (picture.Panels.Any(p => p.HasMask))
        {
            canvas.Hatch(new(bar.X, below, 12, 12));
            canvas.Text("masked", bar.X + 19, below + 9.5, small);
            below += 19;
        }
        if (!picture.Domain.HasNaN) return;
        canvas.Fill(new(bar.X, below, 12, 12), palette.NaN);
        canvas.Text("NaN", bar.X + 19, below + 9.5, small);
    }
}
