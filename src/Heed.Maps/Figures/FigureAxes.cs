using System.Globalization;

namespace Heed.Maps;

/// <summary>Draws the labels of both axes of one panel: the text of the units with their indices, or ticks.</summary>
internal sealed class FigureAxes(Picture picture, Layout layout, ICanvas canvas, Box box)
{
    private readonly Palette palette = picture.Palette;

    /// <summary>The base line of the axis title above the panel.</summary>
    public double Top => box.Y - 4 - layout.Columns.Extent - 7;

    public void Draw()
    {
        var title = new TextStyle(Layout.AxisTitleSize, palette.Faint);
        canvas.Text("key (read from) →", box.X, Top, title);
        canvas.Text("← query (reads)", box.X - layout.Rows.Extent - 14, box.Y, title with { Angle = -90, Anchor = Anchor.End });
        if (layout.Rows.Mode == AxisMode.Ticks) DrawRowTicks();
        else DrawRows();
        if (layout.Columns.Mode == AxisMode.Ticks) DrawColumnTicks();
        else DrawColumns();
    }

    private void DrawRows()
    {
        var (plan, labels) = (layout.Rows, picture.Map.QueryLabels);
        var room = (labels.Count - 1).ToString(CultureInfo.InvariantCulture).Length * 5 + 5;
        for (var i = 0; i < labels.Count; i++)
        {
            var middle = box.Y + (i + 0.5) * layout.Cell;
            if (i % plan.Every == 0)
                canvas.Text(Index(i), box.X - 5, middle + AxisPlan.IndexSize * 0.36, new(AxisPlan.IndexSize, palette.Faint, Anchor.End));
            canvas.Text(labels[i].Short(), box.X - 5 - room, middle + plan.Size * 0.36, new(plan.Size, palette.Text, Anchor.End));
        }
    }

    private void DrawColumns()
    {
        var (plan, labels) = (layout.Columns, picture.Map.KeyLabels);
        for (var i = 0; i < labels.Count; i++)
        {
            var middle = box.X + (i + 0.5) * layout.Cell;
            if (i % plan.Every == 0)
                canvas.Text(Index(i), middle, box.Y - 4, new(AxisPlan.IndexSize, palette.Faint, Anchor.Middle));
            if (plan.Mode == AxisMode.Upright)
                canvas.Text(labels[i].Short(), middle, box.Y - 15, new(plan.Size, palette.Text, Anchor.Middle));
            else
                canvas.Text(labels[i].Short(), middle + plan.Size * 0.25, box.Y - 15, new(plan.Size, palette.Text, Angle: AxisPlan.Angle));
        }
    }

    private void DrawRowTicks()
    {
        var style = new TextStyle(AxisPlan.TickSize, palette.Faint, Anchor.End);
        for (var i = 0; i < picture.Map.Queries; i += layout.Rows.Every)
        {
            var y = box.Y + (i + 0.5) * layout.Cell / layout.Factor;
            canvas.Line(box.X - 4, y, box.X, y, palette.Faint, 0.75);
            canvas.Text(Index(i), box.X - 7, y + AxisPlan.TickSize * 0.36, style);
        }
    }

    private void DrawColumnTicks()
    {
        var style = new TextStyle(AxisPlan.TickSize, palette.Faint, Anchor.Middle);
        for (var i = 0; i < picture.Map.Keys; i += layout.Columns.Every)
        {
            var x = box.X + (i + 0.5) * layout.Cell / layout.Factor;
            canvas.Line(x, box.Y - 4, x, box.Y, palette.Faint, 0.75);
            canvas.Text(Index(i), x, box.Y - 7, style);
        }
    }

    private static string Index(int i) => i.ToString(CultureInfo.InvariantCulture);
}
