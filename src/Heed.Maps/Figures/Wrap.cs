using System.Globalization;
using System.Text;

namespace Heed.Maps;

/// <summary>Breaks text into lines at spaces, and inside words that are too long for a line.</summary>
internal static class Wrap
{
    public static IEnumerable<string> Lines(string text, double width, Func<string, double> measure)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && measure($"{line} {word}") <= width)
            {
                line.Append(' ').Append(word);
                continue;
            }
            if (line.Length > 0) yield return line.ToString();
            line.Clear();
            var graphemes = StringInfo.GetTextElementEnumerator(word);
            while (graphemes.MoveNext())
            {
                var next = graphemes.GetTextElement();
                if (line.Length > 0 && measure(line + next) > width)
                {
                    yield return line.ToString();
                    line.Clear();
                }
                line.Append(next);
            }
        }
        if (line.Length > 0) yield return line.ToString();
    }
}
