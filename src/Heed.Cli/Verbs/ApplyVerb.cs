using System.CommandLine;
using Heed.Cli.Terminal;
using Heed.Maps;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Reading;

namespace Heed.Cli.Verbs;

/// <summary><c>heed apply</c>: translates, pronounces or goes on with a text, by a trained model.</summary>
internal static class ApplyVerb
{
    private const int Rows = 64;

    private static readonly Argument<string> Which = new("MODEL")
    { Description = "The folder of a model or a run, or the name of a model in the box." };
    private static readonly Argument<string> Text = new("TEXT")
    { Description = "The text; - reads standard input, @file reads a file. A translator translates line by line." };
    private static readonly Option<int?> Beam = Number.Optional("--beam", 1, Number.Beam,
        "Keep so many beginnings and write the most probable text. [default: the most probable symbol each time]");
    private static readonly Option<int> Best = Number.Option("--best", 1, Number.Beam, 1,
        "How many texts of the beam to write, best first.");
    private static readonly Option<double> Penalty = Number.Option("--length-penalty", -100.0, 100, 0,
        "Penalty of the beam for short texts.");
    private static readonly Option<double?> Temperature = Number.Optional("--temperature", 1e-6, 1e6,
        "Draw symbols; below 1 safer, above 1 bolder. [default for a language model: 0.8]");
    private static readonly Option<int> TopK = Number.Option("--top-k", 0, Number.Many, 0,
        "Draw among so many of the most probable symbols; 0 = all.");
    private static readonly Option<double> TopP = Number.Option("--top-p", 1e-6, 1, 1,
        "Draw among the most probable symbols that together have so much probability.");
    private static readonly Option<int> Seed = Number.Seed("--seed", "Seed of the draws.");
    private static readonly Option<int?> Longest = Number.Optional("--longest", 1, 100_000,
        "Symbols to write at most. [default: 200 for a language model, otherwise four times the source and 20]");
    private static readonly Option<string?> Map = new("--map")
    { Description = $"Draw where the model looked ({string.Join(", ", MapFile.Renderers.Select(r => r.Extension))})." };
    private static readonly Option<bool> Json = new("--json") { Description = "For machines." };

    public static Command Command()
    {
        var command = new Verb("apply", "Let a trained model translate, pronounce, or go on with a text.",
            "heed apply numbers-transformer \"four hundred and twenty-three\" --beam 4",
            "heed apply numbers-transformer \"four hundred and twenty-three\" --map alignment.png",
            "heed apply character-lm \"ROMEO:\" --temperature 0.7 --longest 500",
            "heed apply runs/numbers @numbers.txt --json")
        { Which, Text, Beam, Best, Penalty, Temperature, TopK, TopP, Seed, Longest, Map, Json };
        command.Computes = _ => true;
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var path = ModelBox.Find(given.GetValue(Which)!);
        if (given.GetValue(Map) is { } file) OutputFile.Writable(file);
        var way = Way(given);
        var text = TextSource.Read(given.GetValue(Text)!, given.Screen);
        using var trained = ModelFolder.Open(path);
        var reader = new LearnedReader(trained, given.GetValue(Which)!);
        return trained.Model switch
        {
            Translator translator => Translate(given, trained, translator, reader, way, text),
            LanguageModel => GoOn(given, trained, reader, way, text),
            _ => throw new Failure($"'{path}' is an {trained.Card.Spec.Kind}, which writes no text."),
        };
    }

    private static int Translate(
        ParseResult given, ModelFolder trained, Translator model, LearnedReader reader, WayOfWriting way, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (given.GetValue(Map) is not null && lines.Length > 1) throw new Failure($"--map draws one line, but there are {lines.Length}.");
        var results = new List<object>();
        (string[] Source, string[] Target)? first = null;
        foreach (var chunk in lines.Select((line, i) => (Number: i + 1, Text: line)).Where(l => l.Text.Trim().Length > 0).Chunk(Rows))
        {
            var sources = chunk.Select(l => reader.Cut(l.Text)).ToArray();
            for (var i = 0; i < chunk.Length; i++) Warn(given, reader, sources[i], lines.Length > 1 ? $"Line {chunk[i].Number}: " : "");
            using var batch = Batch.OfSources([.. sources.Select(s => trained.SourceSymbols!.Encode(s))]);
            var written = way.Translate(model, batch);
            for (var i = 0; i < chunk.Length; i++)
            {
                if (given.GetValue(Json)) results.Add(new { source = chunk[i].Text, written = written[i].Select(w => Shown(trained, w)) });
                else foreach (var w in written[i])
                    given.Screen.Out.Line(trained.Target.Join(trained.TargetSymbols.Decode(w.Symbols)) + (w.Ended ? "" : " …"));
            }

            first ??= (sources[0], trained.TargetSymbols.Decode(written[0][0].Symbols));
        }

        if (first is not { } shown) throw new Failure("There is nothing to translate: every line is blank.");
        if (given.GetValue(Json)) given.Screen.Json(results);
        Draw(given, reader, shown.Source, shown.Target);
        return 0;
    }

    private static int GoOn(ParseResult given, ModelFolder trained, LearnedReader reader, WayOfWriting way, string text)
    {
        var beginning = reader.Cut(text);
        Warn(given, reader, beginning, "");
        if (way is { Beam: null, Sampling: null })
            way = way with { Sampling = new(given.GetValue(Seed), 0.8, given.GetValue(TopK), given.GetValue(TopP)) };
        var length = given.GetValue(Longest) ?? 200;
        if (way.Sampling is not null && !given.GetValue(Json))
        {
            Draw(given, reader, beginning, Stream(given.Screen.Out, way.GoOnAsync(trained, text, length).ToBlockingEnumerable(), text));
            return 0;
        }

        var written = way.GoOn(trained, beginning, length);
        if (given.GetValue(Json))
            given.Screen.Json(new { source = text, written = written.Select(w => Shown(trained, w)) });
        else foreach (var w in written) given.Screen.Out.Line(text + trained.Target.Join(trained.TargetSymbols.Decode(w.Symbols)));
        Draw(given, reader, beginning, trained.TargetSymbols.Decode(written[0].Symbols));
        return 0;
    }

    /// <summary>Says symbols as they are written.</summary>
    private static string[] Stream(SafeWriter output, IEnumerable<Written> written, string text)
    {
        var symbols = new List<string>();
        foreach (var next in written)
        {
            output.Write(symbols.Count == 0 ? text + next.Text : next.Text);
            symbols.Add(next.Symbol);
        }

        output.Line(symbols.Count == 0 ? text : "");
        return [.. symbols];
    }

    private static WayOfWriting Way(ParseResult given)
    {
        var draws = new Option[] { Temperature, TopK, TopP, Seed }.FirstOrDefault(o => given.GetResult(o) is { Implicit: false });
        var beams = new Option[] { Best, Penalty }.FirstOrDefault(o => given.GetResult(o) is { Implicit: false });
        if (given.GetValue(Beam) is not { } width)
        {
            if (beams is not null) throw new Failure($"{beams.Name} is for a beam: add --beam, or leave it out.");
            var sampling = draws is null ? null
                : new SamplingOptions(given.GetValue(Seed), given.GetValue(Temperature) ?? 1, given.GetValue(TopK), given.GetValue(TopP));
            return new(null, sampling, given.GetValue(Longest));
        }

        if (draws is not null) throw new Failure($"A beam draws nothing: leave out --beam or {draws.Name}.");
        return new(new(width, given.GetValue(Penalty), given.GetValue(Best)), null, given.GetValue(Longest));
    }

    private static void Warn(ParseResult given, LearnedReader reader, string[] symbols, string where)
    {
        if (reader.Unknown(symbols) is { Count: > 0 } unknown)
            given.Screen.Complaints.Line(
                $"{where}The model has never seen {string.Join(", ", unknown.Select(u => $"'{u}'"))} and reads it as unknown.");
    }

    private static void Draw(ParseResult given, LearnedReader reader, string[] source, string[] target)
    {
        if (given.GetValue(Map) is not { } file) return;
        MapFile.Save(reader.Look(source, target), new(), file);
        given.Screen.Complaints.Line($"wrote {file}");
    }

    private static object Shown(ModelFolder trained, Hypothesis h)
    {
        var symbols = trained.TargetSymbols.Decode(h.Symbols);
        return new { text = trained.Target.Join(symbols), symbols, logProbability = h.LogProbability, ended = h.Ended };
    }
}
