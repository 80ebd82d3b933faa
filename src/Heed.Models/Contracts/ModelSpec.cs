using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Models.Checkpoints;

namespace Heed.Models;

/// <summary>Everything that a model is built from. The same description always builds the same untrained model, to the bit.</summary>
public sealed record ModelSpec
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        Converters = { new FiniteNumbers() },
    };

    /// <summary>The id of a <see cref="ModelKind"/>, such as <c>rnn-search</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Numbers in the source's vocabulary, marks included; for a language model the same as <see cref="TargetSymbols"/>.</summary>
    public required int SourceSymbols { get; init; }

    /// <summary>Numbers in the target's vocabulary, marks included.</summary>
    public required int TargetSymbols { get; init; }

    /// <summary>The width of the layers.</summary>
    public int Width { get; init; }

    /// <summary>The width of the embeddings; a Transformer's are as wide as its layers.</summary>
    public int Embedding { get; init; }

    /// <summary>Layers of the encoder and of the decoder each.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Heads of an attention layer.</summary>
    public int Heads { get; init; } = 1;

    /// <summary>
    /// The width of a hidden layer: between the two maps of a Transformer's feed-forward layer, or the maxout units of an
    /// output; 0 where there is none.
    /// </summary>
    public int FeedForward { get; init; }

    /// <summary>
    /// What the attention is: an expression of the catalog, or for a language model a list of layers; null = the kind's own. A recurrent
    /// decoder also knows Luong's words without his name, with a reach of 10 and his general score where they do not say: <c>local-p</c>
    /// is <c>luong-local-p(10, general)</c>.
    /// </summary>
    public string? Attention { get; init; }

    /// <summary>Whether the source is read from its end; for models that sum it up in their last state.</summary>
    public bool Reversed { get; init; }

    /// <summary>Whether a step of the decoder is also given what the step before said, attention included.</summary>
    public bool InputFeeding { get; init; }

    /// <summary>Whether layers normalise what they read instead of what they add up to.</summary>
    public bool PreNorm { get; init; }

    /// <summary>The longest row that a language model is trained on; informative.</summary>
    public int Context { get; init; }

    /// <summary>The share of numbers that training sets to zero.</summary>
    public double Dropout { get; init; }

    /// <summary>The seed of the weights and of dropout.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Reads a description.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <exception cref="FormatException">What is wrong with it.</exception>
    public static ModelSpec FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelSpec>(json, Json) ?? throw new FormatException("The description of the model is null.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is not the description of a model. {JsonFault.Words(e)}", e);
        }
    }

    /// <summary>The description as JSON, with names in snake case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
