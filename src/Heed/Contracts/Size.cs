using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed;

/// <summary>
/// One size of a shape: a name (<c>N</c>), a number (<c>3</c>), a multiple with an offset (<c>2K+1</c>), or a name with what a layer
/// takes when nothing else fixes it (<c>A=64</c>; without a number, or with 0, as many as a head is wide).
/// </summary>
/// <remarks>
/// Known to all: B batch, H query heads, G key heads, N queries, M keys, Dq Dk Dv widths of a head, C = H·Dk channels. Whatever else a
/// shape names is a size of the mechanism's own.
/// </remarks>
/// <param name="Name">The name; empty for a plain number.</param>
/// <param name="Times">What the named size is multiplied by.</param>
/// <param name="Plus">What is added.</param>
/// <param name="Usual">What is taken when nothing fixes the name; 0 means the width of a head.</param>
public sealed partial record Size(string Name, long Times, long Plus, long Usual)
{
    /// <summary>Reads one size.</summary>
    /// <param name="text">Such as <c>N</c>, <c>3</c>, <c>2K+1</c>, <c>A=64</c>.</param>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static Size Parse(string text)
    {
        var m = Form().Match(text);
        if (!m.Success) throw new FormatException($"'{text}' is no size: write a name, a number, or a multiple such as 2K+1.");
        var (number, name) = (Number(m, "times"), m.Groups["name"].Value);
        if (name.Length == 0) return new("", 0, number ?? 0, 0);
        return new(name, number ?? 1, Number(m, "plus") ?? 0, Number(m, "usual") ?? 0);
    }

    /// <summary>The size as it is written.</summary>
    public override string ToString()
    {
        if (Name.Length == 0) return Plus.ToString(CultureInfo.InvariantCulture);
        return $"{(Times == 1 ? "" : Times)}{Name}{(Plus == 0 ? "" : Plus.ToString("+0;-0", CultureInfo.InvariantCulture))}";
    }

    internal long Of(long named) => (Times * named) + Plus;

    /// <summary>The named size for which this one is as large as given; null when there is none.</summary>
    internal long? Solve(long given) => (given - Plus) % Times == 0 && given >= Plus ? (given - Plus) / Times : null;

    private static long? Number(Match m, string group) =>
        m.Groups[group] is { Success: true, Value: var digits } ? long.Parse(digits, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?=.)(?<times>\d+)?(?:(?<name>[A-Za-z_]+)(?<plus>[+-]\d+)?(?:=(?<usual>\d+))?)?$")]
    private static partial Regex Form();
}
