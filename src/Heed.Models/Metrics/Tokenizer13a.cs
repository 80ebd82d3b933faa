using System.Text.RegularExpressions;

namespace Heed.Models.Metrics;

/// <summary>
/// The words that BLEU counts, cut as by the script mteval-v13a of NIST, which sacreBLEU (Post 2018, arXiv:1804.08771) calls 13a:
/// punctuation and symbols stand alone, but a period or comma between digits does not.
/// </summary>
public static partial class Tokenizer13a
{
    /// <summary>The words of a line.</summary>
    /// <param name="line">Text as it is written.</param>
    public static string[] Cut(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var text = line.TrimEnd().Replace("<skipped>", "").Replace("-\n", "").Replace('\n', ' ')
            .Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");
        text = Symbol().Replace($" {text} ", " $1 ");
        text = AfterOther().Replace(text, "$1 $2 ");
        text = BeforeOther().Replace(text, " $1 $2");
        text = AfterDigit().Replace(text, "$1 $2 ");
        return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>All of ASCII that is no letter, digit, apostrophe, comma, hyphen or period.</summary>
    [GeneratedRegex(@"([{-~\[-` -&(-+:-@/])")]
    private static partial Regex Symbol();

    [GeneratedRegex(@"([^0-9])([.,])")]
    private static partial Regex AfterOther();

    [GeneratedRegex(@"([.,])([^0-9])")]
    private static partial Regex BeforeOther();

    [GeneratedRegex(@"([0-9])(-)")]
    private static partial Regex AfterDigit();
}
