using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Bench.Stores;

/// <summary>How rows, outcomes and messages between processes are written as JSON. Numbers read back to the bit.</summary>
internal static class BenchJson
{
    /// <summary>On one line.</summary>
    public static JsonSerializerOptions Line { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new SizeConverter() },
    };

    /// <summary>For what others may have changed: nothing may be missing, null where a value belongs, or said twice.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Line)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>For people.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Line) { WriteIndented = true };

    /// <summary>A size is an object with its numbers.</summary>
    private sealed class SizeConverter : JsonConverter<TaskSize>
    {
        public override TaskSize Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var numbers = JsonSerializer.Deserialize<Dictionary<string, double>>(ref reader, options)
                ?? throw new JsonException("A size must be an object with numbers.");
            return new(numbers.Select(p => (p.Key, p.Value)));
        }

        public override void Write(Utf8JsonWriter writer, TaskSize value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var name in value.Names) writer.WriteNumber(name, value.Number(name));
            writer.WriteEndObject();
        }
    }
}
