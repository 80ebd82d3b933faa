using System.CommandLine;
using System.Globalization;
using Heed.Cli.Terminal;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Data;
using Heed.Models.Judging;
using Heed.Models.Reading;
using Heed.Models.Training;

namespace Heed.Cli.Verbs;

/// <summary><c>heed evaluate</c>: how good a trained model is on data, in all and by the length of the source.</summary>
internal static class EvaluateVerb
{
    private static readonly Argument<string> Which = new("MODEL")
    { Description = "The folder of a model or a run, or the name of a model in the box." };
    private static readonly Option<string> Part = new("--split")
    { Description = "The part of the data: train, validation, test.", DefaultValueFactory = _ => "test" };
    private static readonly Option<int?> Most = Number.Optional("--most", 1, Number.Many, "Judge so many pairs or windows only.");
    private static readonly Option<int?> Beam = Number.Optional("--beam", 1, Number.Beam,
        "Keep so many beginnings. [default: the most probable symbol each time]");
    private static readonly Option<bool> Json = new("--json") { Description = "For machines." };

    public static Command Command()
    {
        Part.AcceptOnlyFromAmong("train", "validation", "test");
        var command = new Verb("evaluate", "Measure a trained model on data it did not learn from.",
            "heed evaluate runs/numbers --data numbers-de",
            "heed evaluate numbers-transformer --data numbers-de --beam 4 --json")
        { Which, DataSource.Name, DataSource.By, Part, Most, Beam, Json };
        command.Computes = _ => true;
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var path = ModelBox.Find(given.GetValue(Which)!);
        var data = DataSource.Open(given, given.Screen);
        using var trained = ModelFolder.Open(path);
        DataSource.Fits(data, ModelKind.Named(trained.Card.Spec.Kind));
        if (trained.Card.Data.Sha256 != data.Hash)
            given.Screen.Complaints.Line(
                $"'{data.Name}' is not what the model learned from: some of it may have been in what it did learn from, "
                + $"{trained.Card.Data.Name}.");
        return data is TextData text ? Predict(given, trained, text) : Translate(given, trained, (PairData)data);
    }

    private static int Predict(ParseResult given, ModelFolder trained, TextData text)
    {
        if (!text.Symbols.Own.SequenceEqual(trained.TargetSymbols.Own))
            throw new Failure($"'{text.Name}' has other characters than the model learned, so its numbers cannot be compared.");
        if (given.GetValue(Part) == "train")
            throw new Failure("A language model is judged by the kept part of the text: leave out --split.");
        var context = trained.Card.Spec.Context;
        var windows = new WindowBatches(text, context, 64, 1, given.GetValue(Most) ?? int.MaxValue);
        var found = Likelihood.Of(trained.Model, windows.Validation());
        if (given.GetValue(Json))
            given.Screen.Json(new
            {
                data = text.Name,
                context,
                symbols = found.Symbols,
                nats = found.Nats,
                bits = found.Bits,
                perplexity = found.Perplexity,
                right = found.Right,
            });
        else
            given.Screen.Out.Line(
                $"{found.Symbols:N0} symbols in windows of {context}: {found.Nats:F4} nats = {found.Bits:F4} bits a symbol, perplexity "
                + $"{found.Perplexity:F2}, {found.Right:P1} guessed right");
        return 0;
    }

    private static int Translate(ParseResult given, ModelFolder trained, PairData data)
    {
        if (trained.Model is not Translator translator)
            throw new Failure($"An {trained.Card.Spec.Kind} writes nothing that could be judged.");
        var fitting = data.Numbered(trained.SourceSymbols!, trained.TargetSymbols);
        var split = Enum.Parse<Split>(given.GetValue(Part)!, ignoreCase: true);
        if (fitting.Count(split) == 0) throw new Failure($"'{data.Name}' has no {given.GetValue(Part)} part.");
        var way = new WayOfWriting(given.GetValue(Beam) is { } width ? new(width) : null, null, Examination.Longest(fitting));
        using var interrupt = new Interrupt();
        var found = ShareDisplay.Show(given.Screen, $"judging {data.Name}", told => Examination.Of(
            trained.Model, fitting, split, batch => [.. way.Translate(translator, batch).Select(w => w[0].Symbols)], null,
            given.GetValue(Most) ?? int.MaxValue, told, interrupt.Token));
        if (given.GetValue(Json))
            given.Screen.Json(new
            {
                data = data.Name,
                split = given.GetValue(Part),
                all = found.All,
                byLength = found.ByLength,
                bestHead = found.BestHead,
            });
        else Print(given.Screen, found);
        return 0;
    }

    private static void Print(Screen screen, Examined found)
    {
        screen.Table(200,
            ["source length", "pairs", "exact", "symbol errors", "BLEU", "chrF", "nats", "alignment errors", "mass on gold"],
            found.ByLength.Append(new("all", found.All)).Select(row => (string[])[row.Key, .. Cells(row.Value)]));
        if (found.BestHead is { } head)
            screen.Out.Line(
                $"best head: layer {head.Layer}, head {head.Head}, alignment errors {head.AlignmentErrorRate:P1} (chosen as the lowest)");
    }

    private static string[] Cells(Marks m)
    {
        string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        return
        [
            Number($"{m.Sequences:N0}"), Number($"{m.SequenceAccuracy:P1}"), Number($"{m.SymbolErrorRate:P1}"),
            Number($"{m.Bleu:F1}"), Number($"{m.ChrF:F1}"), Number($"{m.Nats:F4}"),
            m.AlignmentErrorRate is { } e ? Number($"{e:P1}") : "–", m.MassOnGold is { } g ? Number($"{g:P1}") : "–",
        ];
    }
}
