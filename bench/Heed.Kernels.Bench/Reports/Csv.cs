using System.Globalization;

namespace Heed.Kernels.Bench;

/// <summary>Outcomes as comma-separated values: a line for each that ran, so that they can
/// be read back and joined by a later run.</summary>
internal static class Csv
{
    public const string Head = "kind,pattern,heads,groups,queries,keys,width,threads,registers,cache,"
        + "who,samples,seconds,lower,upper,rate,roof,ratio,ratio lower,ratio upper,commit,date";

    public static string Write(IEnumerable<Outcome> outcomes)
        => string.Concat(outcomes.SelectMany(Lines).Prepend(Head).Select(line => line + "\n"));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IReadOnlyList<Outcome> Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0] != Head) throw new FormatException("The first line does not name the columns of this program.");
        if (lines.FirstOrDefault(l => l.Split(',').Length != Head.Split(',').Length) is { } odd)
            throw new FormatException($"'{odd}' has not as many columns as the first line.");
        return [.. lines.Skip(1).Select(line => line.Split(',')).GroupBy(f => string.Join(' ', f[..10])).Select(Join)];
    }

    private static IEnumerable<string> Lines(Outcome o)
    {
        var (c, one) = (o.Case, new Quartiles(0, 1, 1, 1));
        return o.Others.Select(x => (Name: Who.Is(x.Rival), x.Seconds, x.Ratio)).Prepend((Name: Who.Kernel, Seconds: o.Kernel, Ratio: one))
            .Select(x => string.Join(',', (object[])[
            c.Kind, c.Pattern.Name, c.Size.Heads, c.Size.Groups, c.Size.Queries, c.Size.Keys, c.Size.Width, c.Threads, c.Registers, c.Store,
                x.Name, x.Seconds.Count,
            Text(x.Seconds.Median), Text(x.Seconds.Lower), Text(x.Seconds.Upper), Text(c.Work / x.Seconds.Median), Text(o.Roof),
            Text(x.Ratio.Median), Text(x.Ratio.Lower), Text(x.Ratio.Upper), o.Stamp.Commit, o.Stamp.Date]));
    }

    private static Outcome Join(IGrouping<string, string[]> lines)
    {
        var own = lines.Single(f => f[10] == Who.Kernel);
        var others = lines.Where(f => f != own).Select(f => new Other(Who.Named(f[10]), Seconds(f), Ratio(f))).ToArray();
        var size = new Size(Whole(own[2]), Whole(own[3]), Whole(own[4]), Whole(own[5]), Whole(own[6]));
        Rival[] rivals = [.. others.Select(o => o.Rival)];
        var one = new Case(Enum.Parse<Kind>(own[0]), size, Patterns.Named(own[1]), Whole(own[7]), Whole(own[8]), rivals);
        return new(one with { Store = Enum.Parse<Store>(own[9]) }, Seconds(own), others, Number(own[16]), new(own[20], own[21]));
    }

    private static Quartiles Seconds(string[] f) => new(Whole(f[11]), Number(f[12]), Number(f[13]), Number(f[14]));

    private static Quartiles Ratio(string[] f) => new(Whole(f[11]), Number(f[17]), Number(f[18]), Number(f[19]));

    private static string Text(double x) => x.ToString("g5", CultureInfo.InvariantCulture);

    private static double Number(string x) => double.Parse(x, CultureInfo.InvariantCulture);

    private static int Whole(string x) => int.Parse(x, CultureInfo.InvariantCulture);
}
