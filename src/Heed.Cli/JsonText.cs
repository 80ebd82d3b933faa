using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heed.Cli;

/// <summary>How commands write JSON: indented, readable letters, camel case.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
