namespace Heed.Models.Text;

/// <summary>The units that a text can be cut into.</summary>
public static class TextUnits
{
    /// <summary>Every unit, the ones that need no vocabulary first. Listing them loads nothing.</summary>
    public static IReadOnlyList<TextUnit> All { get; } = [new Character(), new Word(), new Cl100k(), new O200k()];

    /// <summary>The unit of that name.</summary>
    /// <param name="name">A unit's <see cref="TextUnit.Name"/>, exactly.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException">No unit has that name; the message names the nearest one and all of them.</exception>
    public static TextUnit Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(unit => unit.Name == name) ?? throw new ArgumentException(
            $"There is no text unit '{name}'. Did you mean '{All.MinBy(unit => Edits(name, unit.Name))!.Name}'? "
            + $"The units are {string.Join(", ", All.Select(unit => unit.Name))}.",
            nameof(name));
    }

    /// <summary>How many letters must be put in, left out or changed to turn one name into another, whatever their case.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + change, 1 + Math.Min(row[j], row[j - 1])));
            }
        }

        return row[^1];
    }
}
