using System.Reflection;
using System.Text;

namespace Heed;

/// <summary>Words near one another, and the two ways of writing a compound.</summary>
public static class Spelling
{
    /// <summary>The candidate with the fewest edits to the word; null when there is none.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What might have been meant.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates) =>
        candidates.MinBy(c => (c.StartsWith(word, StringComparison.Ordinal) ? 0 : Edits(word, c), c));

    /// <summary>TopLeft as <c>top-left</c>.</summary>
    /// <param name="name">A name in Pascal case.</param>
    public static string Kebab(string name)
    {
        var kebab = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && kebab.Length > 0) kebab.Append('-');
            kebab.Append(char.ToLowerInvariant(c));
        }

        return kebab.ToString();
    }

    /// <summary>A choice as expressions and files have it: in kebab case, unless it has a spelling of its own.</summary>
    /// <param name="choices">An enumeration.</param>
    /// <param name="name">The name of the choice.</param>
    public static string Choice(Type choices, string name) =>
        choices.GetField(name)?.GetCustomAttribute<SpelledAttribute>()?.Text ?? Kebab(name);

    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
