namespace Heed.Maps;

/// <summary>The 256 colours of xterm: 6 × 6 × 6 colours and 24 greys.</summary>
internal static class Xterm
{
    private const int FirstColour = 16;
    private const int FirstGrey = 232;
    private const int Neutral = 12;
    private const double SameHue = Math.PI / 6;

    private static readonly Oklab[] Table = [.. Enumerable.Range(0, 256).Select(i => Oklab.Of(Colour(i)))];

    /// <summary>
    /// The number of the colour that looks nearest. What has a hue keeps it, within 30 degrees, and never becomes a grey, which is for
    /// masked cells: along a ramp the steps are then fewer but of one family.
    /// </summary>
    public static int Nearest(Rgb colour)
    {
        var wanted = Oklab.Of(colour);
        var neutral = Math.Max(colour.R, Math.Max(colour.G, colour.B)) - Math.Min(colour.R, Math.Min(colour.G, colour.B)) < Neutral;
        var (best, least) = (0, double.PositiveInfinity);
        for (var i = FirstColour; i < 256; i++)
        {
            if (!neutral && i is not (16 or 231) && (Grey(i) || HueDistance(Table[i], wanted) > SameHue)) continue;
            var (l, a, b) = (Table[i].L - wanted.L, Table[i].A - wanted.A, Table[i].B - wanted.B);
            var distance = 4 * l * l + a * a + b * b;
            if (distance < least) (best, least) = (i, distance);
        }
        return best;
    }

    /// <summary>The colour of a number from 16 on; the first 16 are the user's own.</summary>
    public static Rgb Colour(int index)
    {
        if (index >= FirstGrey) return Rgb.Of((8 + 10 * (index - FirstGrey)) * 0x010101);
        var cube = Math.Max(0, index - FirstColour);
        return new(Level(cube / 36), Level(cube / 6 % 6), Level(cube % 6));
    }

    private static bool Grey(int index) => index >= FirstGrey || Colour(index) is var c && c.R == c.G && c.G == c.B;

    private static double HueDistance(Oklab x, Oklab y)
    {
        var turn = Math.Abs(Math.Atan2(x.B, x.A) - Math.Atan2(y.B, y.A));
        return Math.Min(turn, 2 * Math.PI - turn);
    }

    private static byte Level(int step) => (byte)(step == 0 ? 0 : 55 + 40 * step);
}
