using System.CommandLine;
using System.Text.Json;
using Heed.Cli.Terminal;
using Heed.Maps;
using Heed.Models.Data;
using Heed.Models.History;
using Heed.Native;

namespace Heed.Cli.Verbs;

/// <summary><c>heed history</c>: five models of eight years on the same data with the same budget, and what became of long sources.</summary>
internal static class HistoryVerb
{
    private const string BuiltIn = "built-in";
    private const string Numbers = "numbers-de(to=999999999)";
    private const string Chart = "errors-by-length";

    private static readonly Option<string> Data = new("--data") { Description = $"{BuiltIn} (numbers in words, English to German), cmudict, or a file as of 'heed train'.", DefaultValueFactory = _ => BuiltIn };
    private static readonly Option<bool> Quick = new("--quick") { Description = "Small models and few steps: minutes on two cores." };
    private static readonly Option<string> Out = new("--out") { Description = "The folder for models, table, chart and text; a run that was interrupted goes on in it.", Required = true };
    private static readonly Option<long?> Steps = new("--steps") { Description = $"Steps of each model. [default: {new HistoryOptions().Steps}, quick {HistoryOptions.Quick.Steps}]" };
    private static readonly Option<long?> Parameters = new("--parameters") { Description = $"Parameters of each model, within a tenth. [default: {new HistoryOptions().Parameters}, quick {HistoryOptions.Quick.Parameters}]" };
    private static readonly Option<int?> Batch = new("--batch") { Description = $"Pairs of a step. [default: {new HistoryOptions().Batch}, quick {HistoryOptions.Quick.Batch}]" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of weights and order.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Threads = new("--threads") { Description = "Threads that compute. [default: all, at most 8]" };

    public static Command Command()
    {
        var command = new Verb("history", "Train the models from the fixed vector to the Transformer on the same data with the same budget, and compare them.",
            "heed history --quick --out history",
            "heed history --data cmudict --out history-of-pronouncing")
        { Data, DataSource.By, Quick, Out, Steps, Parameters, Batch, Seed, Threads };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var folder = given.GetValue(Out)!;
        if (File.Exists(folder)) throw new Failure($"'{folder}' is a file; name a folder");
        var name = given.GetValue(Data)!;
        if (DataSource.Open(name == BuiltIn ? Numbers : name, given.GetValue(DataSource.By)!) is not PairData pairs) throw new Failure($"the models of the history translate, but '{name}' is a text: give pairs");
        if (pairs.Test.Count == 0 || pairs.Validation.Count == 0) throw new Failure($"'{name}' leaves nothing to test or to validate with: give more pairs");
        var options = Options(given);
        options.Training.Check();
        LibTorch.EnsureLoaded();
        Directory.CreateDirectory(folder);
        using var interrupt = new Interrupt();
        var report = new HistoryRun(pairs, options, folder).Run(TrainingDisplay.Show, kind => Console.Error.WriteLine($"{kind}: trained; judging it"), interrupt.Token);
        if (report is null)
        {
            Console.WriteLine("interrupted; everything is saved. To go on, give the same command again.");
            return 130;
        }

        Write(report, folder);
        return 0;
    }

    private static HistoryOptions Options(ParseResult given)
    {
        var options = (given.GetValue(Quick) ? HistoryOptions.Quick : new()) with { Seed = given.GetValue(Seed) };
        if (given.GetValue(Steps) is { } steps) options = options with { Steps = steps };
        if (given.GetValue(Parameters) is { } parameters) options = options with { Parameters = parameters };
        if (given.GetValue(Batch) is { } batch) options = options with { Batch = batch };
        return given.GetValue(Threads) is { } threads ? options with { Threads = threads } : options;
    }

    private static void Write(HistoryReport report, string folder)
    {
        var chart = new LineChart($"What length does to {report.Data.Name}", "symbols of the source", "symbol errors in %", report.Lengths,
            [.. report.Models.Select(m => new ChartLine(m.Kind, [.. report.Lengths.Select(l => 100 * m.Errors(l))]))]);
        chart.Save(Path.Combine(folder, Chart + ".png"));
        chart.Save(Path.Combine(folder, Chart + ".svg"));
        WholeFile.Write(Path.Combine(folder, "history.json"), JsonSerializer.Serialize(report, JsonText.Options) + "\n");
        var page = HistoryText.Page(report, Chart + ".svg");
        WholeFile.Write(Path.Combine(folder, "history.md"), page);
        Console.WriteLine(page);
        Console.WriteLine($"wrote history.md, history.json, {Chart}.png, {Chart}.svg and maps into {folder}");
    }
}
