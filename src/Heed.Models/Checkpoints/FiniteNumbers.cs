using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Models.Checkpoints;

/// <summary>Refuses numbers such as 1e999, which are read as infinite, and which JSON then cannot hold.</summary>
internal sealed class FiniteNumbers : JsonConverter<double>
{
    /// <inheritdoc />
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.Number ? throw new JsonException("What stands there is no number.")
        : reader.GetDouble() is var number && double.IsFinite(number) ? number
        : throw new JsonException("The number is too large.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
