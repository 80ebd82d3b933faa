using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Models.Data;
using Heed.Models.Training;

namespace Heed.Models.Checkpoints;

/// <summary>What stands beside a model's weights: all that is needed to build it, to feed it, and to know how it came about.</summary>
public sealed record ModelCard
{
    /// <summary>The version of the layout.</summary>
    public const string Layout = "heed model 1";

    /// <summary>Must be <see cref="Layout"/>.</summary>
    public required string Format { get; init; }

    /// <summary>What the model is built from.</summary>
    public required ModelSpec Spec { get; init; }

    /// <summary>The name of the source's segmentation; null for a language model.</summary>
    [JsonPropertyName("source_orthography")]
    public string? SourceSegmentation { get; init; }

    /// <summary>The name of the target's segmentation.</summary>
    [JsonPropertyName("target_orthography")]
    public required string TargetSegmentation { get; init; }

    /// <summary>The source's symbols in the order of their numbers, without the marks; null for a language model.</summary>
    public IReadOnlyList<string>? SourceSymbols { get; init; }

    /// <summary>The target's symbols in the order of their numbers, without the marks.</summary>
    public required IReadOnlyList<string> TargetSymbols { get; init; }

    /// <summary>What it learned from.</summary>
    public required LearnedFrom Data { get; init; }

    /// <summary>How it was trained.</summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>The command that made it.</summary>
    public string? Command { get; init; }

    /// <summary>The card of a model that is to be trained on pairs.</summary>
    /// <param name="spec">What it is built from.</param>
    /// <param name="data">The pairs.</param>
    /// <param name="training">How it will be trained.</param>
    /// <param name="command">The command that was given.</param>
    public static ModelCard Of(ModelSpec spec, PairData data, TrainingOptions? training = null, string? command = null) => new()
    {
        Format = Layout,
        Spec = spec,
        SourceSegmentation = data.Source.Id,
        TargetSegmentation = data.Target.Id,
        SourceSymbols = data.SourceSymbols.Own,
        TargetSymbols = data.TargetSymbols.Own,
        Data = LearnedFrom.Of(data),
        Training = training,
        Command = command,
    };

    /// <summary>The card of a language model.</summary>
    /// <param name="spec">What it is built from.</param>
    /// <param name="data">The text.</param>
    /// <param name="training">How it will be trained.</param>
    /// <param name="command">The command that was given.</param>
    public static ModelCard Of(ModelSpec spec, TextData data, TrainingOptions? training = null, string? command = null) => new()
    {
        Format = Layout,
        Spec = spec,
        TargetSegmentation = data.Segmentation.Id,
        TargetSymbols = data.Symbols.Own,
        Data = LearnedFrom.Of(data),
        Training = training,
        Command = command,
    };

    /// <summary>Reads and checks a card.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <exception cref="FormatException">What is wrong with it.</exception>
    public static ModelCard FromJson(string json)
    {
        try
        {
            var card = JsonSerializer.Deserialize<ModelCard>(json, TrainingOptions.Json) ?? throw new FormatException("It is null.");
            if (card.Format != Layout) throw new FormatException($"Its format is '{card.Format}', where '{Layout}' was expected.");
            card.Check();
            return card;
        }
        catch (JsonException e)
        {
            throw new FormatException(JsonFault.Words(e), e);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message.Split(" (Parameter")[0], e);
        }
    }

    private void Check()
    {
        if (ModelKind.Named(Spec.Kind).LearnsFromText != SourceSymbols is null || SourceSymbols is null != SourceSegmentation is null)
            throw new FormatException($"A {Spec.Kind} has {(ModelKind.Named(Spec.Kind).LearnsFromText ? "no" : "a")} source, "
                + "and its symbols and their orthography are given together.");
        Counted("target", TargetSegmentation, TargetSymbols, Spec.TargetSymbols);
        if (SourceSymbols is { } own) Counted("source", SourceSegmentation!, own, Spec.SourceSymbols);
        if (Data.Sha256.Length != 64 || !Data.Sha256.All(char.IsAsciiHexDigitLower))
            throw new FormatException("The SHA-256 of its data is not 64 hexadecimal digits.");
        if (Data.Train < 0 || Data.Validation < 0 || Data.Test < 0) throw new FormatException("Its data has less than nothing.");
        Training?.Check();
    }

    private static void Counted(string place, string segmentation, IReadOnlyList<string> own, int expected)
    {
        _ = Segmentation.Named(segmentation);
        if (own.Any(symbol => symbol is null)) throw new FormatException($"One of its {place} symbols is null.");
        if (new Symbols(own).Count != expected)
            throw new FormatException($"It lists {own.Count} {place} symbols, which is not what its spec says.");
    }

    /// <summary>The card as JSON, with names in snake case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingOptions.Json) + "\n";
}

/// <summary>What a model learned from.</summary>
/// <param name="Name">The name of the data set.</param>
/// <param name="Sha256">The hash of all of it.</param>
/// <param name="Train">How much there was to learn from: pairs, or symbols of a text.</param>
/// <param name="Validation">How much there was to choose by.</param>
/// <param name="Test">How much is kept to be judged by.</param>
public sealed record LearnedFrom(string Name, string Sha256, int Train, int Validation, int Test)
{
    internal static LearnedFrom Of(DataSet data) =>
        new(data.Name, data.Hash, data.Count(Split.Train), data.Count(Split.Validation), data.Count(Split.Test));
}
