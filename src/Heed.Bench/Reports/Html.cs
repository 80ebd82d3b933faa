using System.Net;

namespace Heed.Bench.Reports;

/// <summary>Text in pages.</summary>
internal static class Html
{
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
