using System.Globalization;
using Heed.Cli.Terminal;
using Heed.Maps;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Plain;
using Heed.Models.Reading;

namespace Heed.Cli;

/// <summary>What a trained model looks at: a language model in the text itself, a translator in the text while it translates it.</summary>
internal static class LearnedMap
{
    private const int Longest = 4000;

    /// <summary>Whether LibTorch is needed for a model.</summary>
    public static bool Computes(string folder) => !PlainLanguageModel.Reads(ModelFolder.ReadCard(folder).Spec);

    public static AttentionMap Of(string folder, string name, string text, MapView view, Screen screen)
    {
        var card = ModelFolder.ReadCard(folder);
        var reader = new CardReader(card, name);
        var source = reader.Cut(text);
        if (source.Length > Longest)
            throw new Failure(string.Create(CultureInfo.InvariantCulture,
                $"{source.Length:N0} symbols are too many for one map of '{name}'; what fits: the first {Longest:N0} of them."));
        if (card.SourceSymbols is null && source.Length > card.Spec.Context)
            screen.Complaints.Line($"'{name}' learned from {card.Spec.Context} symbols at once, "
                + $"and this text has {source.Length}: how it looks further back was not learned.");
        if (reader.Unknown(source) is { Count: > 0 } unknown)
            screen.Complaints.Line(
                $"The model has never seen {string.Join(", ", unknown.Select(u => $"'{u}'"))} and reads it as unknown.");
        var looks = PlainReader.Looks(folder, card, reader.Encode(source));
        var map = looks is null ? Learned(folder, name, source) : reader.Within(source, looks);
        return view.Layer >= 0 && view.Layer < map.Layers ? map
            : throw new Failure($"There is no layer {view.Layer}: the layers of '{name}' are numbered from 0 to {map.Layers - 1}.");
    }

    private static AttentionMap Learned(string folder, string name, string[] source)
    {
        using var trained = ModelFolder.Open(folder);
        var written = trained.Model is Translator translator ? Written(trained, translator, source) : [];
        return new LearnedReader(trained, name).Look(source, written);
    }

    private static string[] Written(ModelFolder trained, Translator translator, string[] source)
    {
        using var batch = Batch.OfSources([trained.SourceSymbols!.Encode(source)]);
        return trained.TargetSymbols.Decode(new WayOfWriting().Translate(translator, batch)[0][0].Symbols);
    }
}
