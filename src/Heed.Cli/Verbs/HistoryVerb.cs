using System.CommandLine;
using System.Text;
using System.Text.Json;
using Heed.Cli.Terminal;
using Heed.Maps;
using Heed.Models;
using Heed.Models.Data;
using Heed.Models.History;
using Heed.Native;

namespace Heed.Cli.Verbs;

/// <summary>
/// <c>heed history</c>: five models of eight years on the same data with the same budget, and what became of long sources.
/// </summary>
internal static class HistoryVerb
{
    private const string BuiltIn = "built-in";
    private const string Numbers = "numbers-de(to=999999999)";
    private const string Chart = "errors-by-length";
    private const string Found = "history.json";

    private static readonly JsonSerializerOptions Strict = new(JsonText.Options)
    { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    private static readonly Option<string> Data = new("--data")
    {
        Description = $"{BuiltIn} (numbers in words, English to German), cmudict, or a file as of 'heed train'.",
        DefaultValueFactory = _ => BuiltIn,
    };
    private static readonly Option<bool> Quick = new("--quick") { Description = "Small models and few steps: minutes on two cores." };
    private static readonly Option<string> Out = new("--out")
    { Description = "The folder for models, table, chart and text; a run that was interrupted goes on in it.", Required = true };
    private static readonly Option<long?> Steps = Number.Optional("--steps", 1L, Number.Many,
        $"Steps of each model. [default: {new HistoryOptions().Steps}, quick {HistoryOptions.Quick.Steps}]");
    private static readonly Option<long?> Parameters = Number.Optional("--parameters", 1L, Number.Many,
        $"Parameters of each model, within a tenth. [default: {new HistoryOptions().Parameters}, quick "
            + $"{HistoryOptions.Quick.Parameters}]");
    private static readonly Option<int?> Batch = Number.Optional("--batch", 1, Number.Batch,
        $"Pairs of a step. [default: {new HistoryOptions().Batch}, quick {HistoryOptions.Quick.Batch}]");
    private static readonly Option<int[]> Seeds = Number.Seeds("--seeds",
        "Seeds of weights and order; each model is trained with each, and the text gives medians and ranges.");
    private static readonly Option<string[]> Beside = new("--beside")
    {
        Description = "Folders of models that were trained in another way on the same data, such as for longer, to be judged on the "
            + "same test; with --again they are added to those that the history has.",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> Page = new("--page") { Description = "Where the text goes. [default: history.md in --out]" };
    private static readonly Option<bool> Again = new("--again")
    { Description = "Train nothing: write text and chart again, from the history.json in --out." };
    private static readonly Option<int?> Threads = Number.Optional("--threads", 1, Number.Threads,
        "Threads that compute. [default: all, at most 8]");

    public static Command Command()
    {
        var command = new Verb("history",
            "Train the models from the fixed vector to the Transformer on the same data with the same budget, and compare them.",
            "heed history --quick --out history",
            "heed history --data pairs.tsv --by characters --seeds 1 2 3 --steps 2000 --out history-of-mine",
            "heed history --again --out history",
            "heed history --again --data pairs.tsv --by characters --beside runs/longer --out history-of-mine")
        { Data, DataSource.By, Quick, Out, Steps, Parameters, Batch, Seeds, Threads, Beside, Page, Again };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var folder = given.GetValue(Out)!;
        if (File.Exists(folder)) throw new Failure($"'{folder}' is a file; name a folder.");
        using var interrupt = new Interrupt();
        try
        {
            var again = given.GetValue(Again);
            Write(given, again ? WrittenAgain(given, folder, interrupt.Token) : Compared(given, folder, interrupt.Token), folder);
            return 0;
        }
        catch (OperationCanceledException)
        {
            given.Screen.Out.Line("interrupted; everything is saved. To go on, give the same command again.");
            return 130;
        }
    }

    private static HistoryReport Compared(ParseResult given, string folder, CancellationToken cancel)
    {
        var pairs = Pairs(given);
        if (pairs.Test.Count == 0 || pairs.Validation.Count == 0)
            throw new Failure($"'{pairs.Name}' leaves nothing to test or to validate with: give more pairs.");
        var options = Options(given);
        options.Training(options.Seeds[0]).Check();
        LibTorch.EnsureLoaded();
        var report = new HistoryRun(pairs, options, folder)
            .Run((name, train) => TrainingDisplay.Show(given.Screen, name, train),
                kind => given.Screen.Complaints.Line($"{kind}: trained; judging it"), cancel);
        return report with { Beside = Judged(given, pairs, options, folder, cancel) };
    }

    private static HistoryReport WrittenAgain(ParseResult given, string folder, CancellationToken cancel)
    {
        var added = given.GetValue(Beside)!.Length > 0;
        Option[] training = [Quick, Steps, Parameters, Batch, Seeds, Threads], reading = added ? [] : [Data, DataSource.By];
        if (training.Concat(reading).FirstOrDefault(o => given.GetResult(o) is { Implicit: false }) is { } other)
            throw new Failure($"--again trains nothing{(added ? "" : " and judges nothing")}: leave out {other.Name}.");
        var report = Read(folder);
        if (!added) return report;
        var pairs = Pairs(given);
        if (pairs.Hash != report.Data.Sha256)
            throw new Failure($"'{pairs.Name}' is not what was compared on, which was '{report.Data.Name}' with sha256 "
                + $"{report.Data.Sha256}: name that with --data.");
        LibTorch.EnsureLoaded();
        var judged = Judged(given, pairs, new() { Most = (int)report.Models[0].Runs[0].Test.All.Sequences }, folder, cancel);
        return report with { Beside = [.. report.Beside.Where(before => judged.All(now => now.Name != before.Name)), .. judged] };
    }

    private static PairData Pairs(ParseResult given)
    {
        var name = given.GetValue(Data)!;
        return DataSource.Open(name == BuiltIn ? Numbers : name, given.GetValue(DataSource.By)!, given.Screen) as PairData
            ?? throw new Failure($"The models of the history translate, but '{name}' is a text: give pairs.");
    }

    private static HistoryBeside[] Judged(
        ParseResult given, PairData pairs, HistoryOptions options, string folder, CancellationToken cancel) =>
        [.. given.GetValue(Beside)!.Select(
            path => ShareDisplay.Show(given.Screen, $"judging {path}",
                told => HistoryBeside.Judge(path, pairs, options, folder, told, cancel)))];

    private static HistoryReport Read(string folder)
    {
        var file = Path.Combine(folder, Found);
        if (!File.Exists(file)) throw new Failure($"There is no '{file}': --again needs a comparison that was made before.");
        try
        {
            var report = JsonSerializer.Deserialize<HistoryReport>(BoundedFile.Text(file), Strict)
                ?? throw new JsonException("It is null.");
            return report.Models.Count > 0 && report.Lengths.Count > 0 && !report.Lengths.Contains(null!)
                && report.Models.All(m => m is { Runs.Count: > 0 } && m.Runs.All(r => r is { Test.IsWhole: true }))
                && report.Beside.All(b => b is { Test.IsWhole: true })
                ? report
                : throw new Failure($"'{file}' holds no models, no runs or no lengths, or one of them is null.");
        }
        catch (JsonException e)
        {
            throw new Failure($"'{file}' is no comparison that heed wrote. {JsonFault.Words(e)}");
        }
    }

    private static HistoryOptions Options(ParseResult given)
    {
        var options = (given.GetValue(Quick) ? HistoryOptions.Quick : new()) with { Seeds = Distinct(given.GetValue(Seeds)!) };
        if (given.GetValue(Steps) is { } steps) options = options with { Steps = steps };
        if (given.GetValue(Parameters) is { } parameters) options = options with { Parameters = parameters };
        if (given.GetValue(Batch) is { } batch) options = options with { Batch = batch };
        TrainingSize.Check(options.Parameters);
        return given.GetValue(Threads) is { } threads ? options with { Threads = threads } : options;
    }

    private static int[] Distinct(int[] seeds) =>
        seeds.Distinct().Count() == seeds.Length && seeds.Length > 0
            ? seeds
            : throw new Failure("--seeds must be different numbers, at least one.");

    private static void Write(ParseResult given, HistoryReport report, string folder)
    {
        var text = given.GetValue(Page) ?? Path.Combine(folder, "history.md");
        var chart = new LineChart($"What length does to {report.Data.Name}", "symbols of the source", "symbol errors in %", report.Lengths,
            [.. report.Models.Select(
                m => new ChartLine(m.Kind, [.. report.Lengths.Select(l => 100 * (m.Errors(l)?.Middle ?? double.NaN))]))]);
        chart.Save(Path.Combine(folder, Chart + ".png"));
        chart.Save(Path.Combine(folder, Chart + ".svg"));
        AtomicFile.Write(Path.Combine(folder, Found),
            s => s.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(report, JsonText.Options) + "\n")));
        var way = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(text))!, Path.GetFullPath(folder)).Replace('\\', '/');
        var page = HistoryText.Page(report, Chart + ".svg", way == "." ? "" : way + "/");
        AtomicFile.Write(text, s => s.Write(Encoding.UTF8.GetBytes(page)));
        given.Screen.Out.Line(page);
        given.Screen.Out.Line($"wrote {text}; {Found}, {Chart}.png, {Chart}.svg and maps are in {folder}");
    }
}
