using System.Globalization;

namespace Heed.Models.Data;

/// <summary>Writes a date piece by piece and notes which digit of its ISO form comes from where.</summary>
internal sealed class DateWriting(DateOnly date)
{
    private const int YearAt = 0;
    private const int MonthAt = 5;
    private const int DayAt = 8;

    private readonly List<string> source = [];
    private readonly List<Link> links = [];
    private readonly List<Link> possible = [];

    public string Weekday => date.ToString("dddd", CultureInfo.InvariantCulture);

    public string Ordinal => (date.Day, date.Day % 10) switch
    {
        ( >= 11 and <= 13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };

    public DateWriting Text(string text)
    {
        source.AddRange(text.Select(c => c.ToString()));
        return this;
    }

    public DateWriting Year() => Digits(date.Year, YearAt, 4, 4);

    public DateWriting Month(bool two = false) => Digits(date.Month, MonthAt, 2, two ? 2 : 1);

    public DateWriting Day(bool two = false) => Digits(date.Day, DayAt, 2, two ? 2 : 1);

    public DateWriting Name() => Letters(date.ToString("MMMM", CultureInfo.InvariantCulture));

    public DateWriting ShortName() => Letters(date.ToString("MMM", CultureInfo.InvariantCulture));

    public Pair ToPair() => new([.. source], [.. date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).Select(c => c.ToString())])
    {
        Links = [.. links],
        Possible = [.. possible],
    };

    private DateWriting Digits(int value, int at, int width, int fewest)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture).PadLeft(fewest, '0');
        var missing = width - digits.Length;
        for (var i = 0; i < missing; i++) possible.Add(new(source.Count, at + i));
        for (var i = 0; i < digits.Length; i++) links.Add(new(source.Count + i, at + missing + i));
        return Text(digits);
    }

    private DateWriting Letters(string name)
    {
        possible.AddRange(Enumerable.Range(source.Count, name.Length)
            .SelectMany(s => new[] { new Link(s, MonthAt), new Link(s, MonthAt + 1) }));
        return Text(name);
    }
}
