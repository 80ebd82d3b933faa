using System.Globalization;

namespace Heed.Maps;

/// <summary>How one axis is labelled: with the text of every unit when there is room, otherwise with thin ticks and indices.</summary>
internal sealed record AxisPlan(AxisMode Mode, double Size, double Extent, int Every)
{
    public const double IndexSize = 7.5;
    public const double TickSize = 9;
    public const double Angle = -52;

    private const int LastRotated = 40;
    private const double SmallestCell = 9;

    public static AxisPlan Rows(IReadOnlyList<Label> labels, double cell, int factor)
    {
        if (factor > 1 || cell < SmallestCell)
            return Ticks(labels, cell, factor, 13, labels.Count.ToString(CultureInfo.InvariantCulture).Length * 6 + 6);
        var size = Math.Clamp(cell * 0.78, 8, 13);
        return new(AxisMode.Upright, size, Widest(labels, size) + IndexRoom(labels), Step(1, cell, 9));
    }

    public static AxisPlan Columns(IReadOnlyList<Label> labels, double cell, int factor)
    {
        if (factor > 1 || cell < SmallestCell) return Ticks(labels, cell, factor, IndexRoom(labels) + 8, 16);
        var size = Math.Clamp(cell * 0.78, 8, 13);
        var every = Step(1, cell, IndexRoom(labels));
        var widest = Widest(labels, size);
        if (widest <= cell * 1.1) return new(AxisMode.Upright, size, size + 14, every);
        if (labels.Count > LastRotated) return Ticks(labels, cell, factor, IndexRoom(labels) + 8, 16);
        return new(AxisMode.Rotated, size, Math.Sin(-Angle * Math.PI / 180) * widest + size * 0.6 + 14, every);
    }

    /// <summary>How far the last rotated label reaches beyond the right edge.</summary>
    public double Overhang(IReadOnlyList<Label> labels) =>
        Mode == AxisMode.Rotated ? Math.Cos(Angle * Math.PI / 180) * labels.Reverse().Take(4).Max(l => TextSize.Width(l.Short(), Size)) : 0;

    private static AxisPlan Ticks(IReadOnlyList<Label> labels, double cell, int factor, double apart, double extent) =>
        new(AxisMode.Ticks, TickSize, extent, Math.Min(Step(1, cell / factor, apart), Math.Max(1, labels.Count)));

    private static double IndexRoom(IReadOnlyList<Label> labels) =>
        (labels.Count - 1).ToString(CultureInfo.InvariantCulture).Length * 5 + 5;

    private static double Widest(IReadOnlyList<Label> labels, double size) => labels.Max(l => TextSize.Width(l.Short(), size));

    private static int Step(int first, double cell, double apart)
    {
        for (var ten = first; ; ten *= 10)
            foreach (var step in (ReadOnlySpan<int>)[ten, 2 * ten, 5 * ten])
                if (step * cell >= apart) return step;
    }
}

/// <summary>What stands along an axis.</summary>
internal enum AxisMode { Upright, Rotated, Ticks }
