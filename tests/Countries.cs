using System.Globalization;

namespace Heed.Tests;

/// <summary>How numbers are written elsewhere; made here, as tests run without the data of countries.</summary>
internal static class Countries
{
    /// <summary>As in Turkey, and as in Egypt.</summary>
    public static CultureInfo[] All => [Of(",", ".", "-", "%"), Of("٫", "٬", "\u061C-", "٪\u061C")];

    private static CultureInfo Of(string point, string group, string minus, string percent)
    {
        var country = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var numbers = country.NumberFormat;
        (numbers.NumberDecimalSeparator, numbers.PercentDecimalSeparator, numbers.CurrencyDecimalSeparator) = (point, point, point);
        (numbers.NumberGroupSeparator, numbers.PercentGroupSeparator, numbers.CurrencyGroupSeparator) = (group, group, group);
        (numbers.NegativeSign, numbers.PercentSymbol) = (minus, percent);
        numbers.NumberNegativePattern = 1;
        country.DateTimeFormat.DateSeparator = ".";
        country.DateTimeFormat.TimeSeparator = ".";
        return country;
    }
}
