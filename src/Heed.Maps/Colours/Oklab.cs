namespace Heed.Maps;

/// <summary>The Oklab colour space (Ottosson 2020), where equal steps look about equal; ramps are interpolated in it.</summary>
internal readonly record struct Oklab(double L, double A, double B)
{
    public static Oklab Of(Rgb colour)
    {
        var (r, g, b) = (Rgb.Linear(colour.R), Rgb.Linear(colour.G), Rgb.Linear(colour.B));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new(0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    public static Oklab Between(Oklab from, Oklab to, double t) =>
        new(from.L + (to.L - from.L) * t, from.A + (to.A - from.A) * t, from.B + (to.B - from.B) * t);

    public Rgb ToRgb()
    {
        var l = Cube(L + 0.3963377774 * A + 0.2158037573 * B);
        var m = Cube(L - 0.1055613458 * A - 0.0638541728 * B);
        var s = Cube(L - 0.0894841775 * A - 1.2914855480 * B);
        return new(Rgb.Encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Rgb.Encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Rgb.Encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double Cube(double x) => x * x * x;
}
