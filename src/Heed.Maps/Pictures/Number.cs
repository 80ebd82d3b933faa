using System.Globalization;

namespace Heed.Maps;

/// <summary>How numbers are printed on pictures.</summary>
internal static class Number
{
    /// <summary>Three significant digits; powers of ten only below 0.0001 and from a million on.</summary>
    public static string Short(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (value == 0) return "0";
        var size = Math.Abs(value);
        if (size is < 1e-4 or >= 1e6)
            return value.ToString("0.##e0", CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal);
        var digits = Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 6);
        var text = Math.Round(value, digits).ToString("0.######", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    /// <summary>A weight inside a cell: two decimals without the leading zero.</summary>
    public static string Cell(double value)
    {
        var text = value.ToString(Math.Abs(value) >= 10 ? "0" : ".00", CultureInfo.InvariantCulture);
        return (text is "-.00" ? ".00" : text).Replace('-', '−');
    }
}
