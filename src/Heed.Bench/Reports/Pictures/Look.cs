using System.Text.RegularExpressions;
using ScottPlot;

namespace Heed.Bench.Reports.Pictures;

/// <summary>How all plots look: one typeface, quiet axes, a colour for each family, and the same colour for an anchor everywhere.</summary>
internal static partial class Look
{
    public const int Width = 760;
    public const int Height = 460;

    private const string Typeface = "DejaVu Sans";
    private static readonly Color Ink = Color.FromHex("#1b1e24");
    private static readonly Color Faint = Color.FromHex("#656b75");
    private static readonly string[] Distinct = ["#1a56c4", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0e7490", "#a16207",
        "#be185d", "#4d7c0f", "#4338ca"];

    /// <summary>What is drawn without being named.</summary>
    public static Color Quiet { get; } = Color.FromHex("#c9ccd2");

    public static Plot New(string x, string y)
    {
        var plot = new Plot();
        plot.Font.Set(Typeface);
        plot.Axes.Color(Faint);
        plot.XLabel(x, 13);
        plot.YLabel(y, 13);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Grid.MajorLineColor = Color.FromHex("#eceef1");
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        return plot;
    }

    /// <summary>The colour of the n-th thing that is named.</summary>
    public static Color Colour(int n) => Color.FromHex(Distinct[n % Distinct.Length]);

    /// <summary>The colour of a family.</summary>
    public static Color OfFamily(string family) =>
        Color.FromHex(family switch { "pairwise" => "#1a56c4", "recurrent" => "#c2410c", "alone" => "#15803d", _ => "#656b75" });

    /// <summary>Powers of ten, or of two, as ticks of an axis that holds logarithms to the base of ten.</summary>
    public static void Logarithmic(IAxis axis, double least, double most, Func<double, string> text, double step = 10)
    {
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var k = Math.Floor(Math.Log(least, step)); k <= Math.Ceiling(Math.Log(most, step)); k++)
            ticks.AddMajor(k * Math.Log10(step), text(Math.Pow(step, k)));
        axis.TickGenerator = ticks;
    }

    /// <summary>A name beside a point.</summary>
    public static void Label(Plot plot, string text, double x, double y, Color colour, bool left = false)
    {
        var label = plot.Add.Text(text, x, y);
        (label.LabelFontColor, label.LabelFontSize, label.LabelFontName) = (colour, 11, Typeface);
        (label.LabelAlignment, label.OffsetX, label.OffsetY) = (left ? Alignment.MiddleRight : Alignment.MiddleLeft, left ? -7 : 7, 0);
    }

    /// <summary>The names of what is coloured.</summary>
    public static void Legend(Plot plot)
    {
        plot.ShowLegend(Edge.Right);
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontName = Typeface;
        plot.Legend.FontSize = 11;
        plot.Legend.FontColor = Ink;
    }

    /// <summary>
    /// The plot as an SVG, the same each time: names inside it are counted through the whole process, so they are counted again.
    /// </summary>
    public static string Svg(Plot plot)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return Named().Replace(plot.GetSvgXml(Width, Height), m =>
        {
            if (!names.TryGetValue(m.Value, out var name)) names[m.Value] = name = $"{m.Groups[1].Value}_{names.Count}";
            return name;
        });
    }

    [GeneratedRegex(@"\b(cl|img|gradient|pattern)_[0-9a-f]+\b")]
    private static partial Regex Named();
}
