namespace Heed.Maps;

/// <summary>What a figure draws on; lengths are in CSS pixels, the origin is top-left.</summary>
internal interface ICanvas
{
    void Fill(Box box, Rgb colour);

    void Line(double x1, double y1, double x2, double y2, Rgb colour, double width);

    void Text(string text, double x, double y, TextStyle style);

    /// <summary>A box for masked cells.</summary>
    void Hatch(Box box);

    /// <summary>All cells of a panel.</summary>
    void Cells(Panel panel, Shading shading, Box box);
}

/// <summary>A rectangle.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}

/// <summary>Which point of a text stands at its position.</summary>
internal enum Anchor { Start, Middle, End }

/// <summary>How a text is set; the angle is in degrees, clockwise.</summary>
internal readonly record struct TextStyle(double Size, Rgb Colour, Anchor Anchor = Anchor.Start, double Angle = 0, bool Bold = false);
