using System.CommandLine;
using System.CommandLine.Parsing;
using Heed.Cli.Terminal;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Data;
using Heed.Models.Training;
using Heed.Native;

namespace Heed.Cli.Verbs;

/// <summary><c>heed train</c>: trains a model, and goes on where a training was interrupted.</summary>
internal static class TrainVerb
{
    private static readonly Argument<string> Kind = new("MODEL")
    { Description = $"The model: {string.Join(", ", ModelKind.All.Select(k => k.Id))}.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Out = new("--out") { Description = "The folder of the run.", Required = true };
    private static readonly Option<bool> Resume = new("--resume")
    { Description = "Go on with the run in --out; nothing else needs to be given." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print where it stands in the end for machines." };

    public static Command Command()
    {
        var command = new Verb("train", "Train a model. Ctrl-C saves, and --resume goes on as if nothing had happened.",
            "heed train rnn-search --data numbers-de --steps 1000 --out runs/numbers",
            "heed train transformer --data pairs.tsv --by characters "
                + "--attention \"rope + sliding-window(16)\" --minutes 30 --out runs/local",
            "heed train language-model --data input.txt --context 64 --batch 12 --steps 2000 --out runs/characters",
            "heed train --resume --out runs/numbers")
        { Kind, DataSource.Name, DataSource.By, Out, Resume, Json };
        foreach (var option in TrainOptions.All) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var path = given.GetValue(Out)!;
        if (given.GetValue(Kind) is null && !given.GetValue(Resume))
            throw new ArgumentException("The MODEL is missing; see 'heed train --help'.");
        var going = given.GetValue(Resume) ? RunFolder.Open(path) : null;
        var asked = going is not null && given.GetValue(Kind) is null ? Again(given, going.Card) : given;
        var kind = ModelKind.Named(asked.GetValue(Kind)!);
        var options = TrainOptions.Training(asked);
        if (going?.Card.Training is { } before && asked.GetValue(TrainOptions.Threads) is null)
            options = options with { Threads = before.Threads };
        var name = given.GetValue(DataSource.Name) is null ? asked : given;
        var data = DataSource.Open(name, given.Screen);
        DataSource.Fits(data, kind);
        if (data.Count(Split.Validation) == 0) throw new Failure($"'{data.Name}' leaves nothing to validate with: give more pairs.");
        LibTorch.EnsureLoaded();
        var spec = TrainOptions.Spec(asked, kind, data);
        if (going is not null) Same(going.Card, spec, options, data.Hash);
        using var model = SequenceModel.Build(spec);
        var trainer = new Trainer(model, TrainOptions.Batches(data, spec, options), options);
        var run = going ?? RunFolder.Create(path, DataSource.Card(spec, data, options, Written(given)));
        given.Screen.Complaints.Line($"{kind.Name} of {model.Size:N0} parameters on {data}");
        using var interrupt = new Interrupt();
        var state = TrainingDisplay.Show(given.Screen, kind.Id, told => trainer.Train(run, told, interrupt.Token));
        Tell(given, state, model.Size, path, name.GetValue(DataSource.Name)!);
        return state.Ended is null ? 130 : 0;
    }

    private static void Tell(ParseResult given, TrainingState state, long size, string path, string data)
    {
        if (given.GetValue(Json))
        {
            var told = new
            {
                folder = path,
                parameters = size,
                steps = state.Step,
                symbols = state.Tokens,
                seconds = state.Seconds,
                best = state.Best,
                last = state.Last,
                ended = state.Ended is { } e ? Spelling.Kebab(e.ToString()) : null,
            };
            given.Screen.Json(told);
            return;
        }

        var time = TrainingDisplay.Time(TimeSpan.FromSeconds(state.Seconds));
        if (state.Ended is null)
        {
            given.Screen.Out.Line($"interrupted after step {state.Step} ({time}); everything is saved. To go on: heed train --resume --out "
                + $"{Quoted(path)}");
            return;
        }

        var best = state.Best!;
        given.Screen.Out.Line(
            $"{state.Step} steps in {time}{(state.Ended == Ending.EarlyStop ? ", until it did not get better any more" : "")}; best "
            + $"validation loss {best.Loss:F4} nats a symbol at step {best.Step}");
        given.Screen.Out.Line($"To judge it: heed evaluate {Quoted(path)} --data {Quoted(data)}");
        given.Screen.Out.Line($"To use it:   heed apply {Quoted(path)} TEXT");
    }

    /// <summary>What was asked for when the run was started.</summary>
    private static ParseResult Again(ParseResult given, ModelCard card)
    {
        if (card.Command is not { } command)
            throw new Failure($"'{given.GetValue(Out)}' does not say which command made it: give the whole command again, with --resume.");
        foreach (var option in TrainOptions.All)
        {
            if (given.GetResult(option) is { Implicit: false })
                throw new Failure($"{option.Name} cannot be changed in a run that has begun: leave it out, or start another run.");
        }

        var again = Command().Parse([.. CommandLineParser.SplitCommandLine(command).Skip(2)]);
        return again.Errors is not [var error, ..] ? again
            : throw new Failure($"The command that made '{given.GetValue(Out)}' cannot be given again. {error.Message}");
    }

    private static void Same(ModelCard card, ModelSpec spec, TrainingOptions options, string hash)
    {
        if (card.Data.Sha256 != hash)
            throw new Failure($"The run learned from '{card.Data.Name}' with SHA-256 {card.Data.Sha256[..12]}…, but this data has "
                + $"{hash[..12]}…: give the same data with --data.");
        if (card.Spec != spec)
            throw new Failure("The run trains another model than this command describes: leave out everything but --resume and --out.");
        if (card.Training != options)
            throw new Failure("The run is trained in another way than this command says: leave out everything but --resume and --out.");
    }

    private static string Written(ParseResult given)
    {
        var words = given.Tokens.Select(t => t.Value).SkipWhile(t => t is "heed" or "train");
        return $"heed train {string.Join(' ', words.Where(t => t is not ("--resume" or "--json")).Select(Quoted))}";
    }

    private static string Quoted(string word) =>
        word.Length > 0 && !word.Any(c => char.IsWhiteSpace(c) || c is '(' or ')' or '*' or '"') ? word : $"\"{word}\"";
}
