using System.CommandLine;
using Heed.Cli.Terminal;
using Heed.Maps;
using Heed.Models.Text;
using Heed.Models.Untrained;
using Heed.Native;

namespace Heed.Cli.Verbs;

/// <summary><c>heed see</c>: what every token of a text looks at.</summary>
internal static class SeeVerb
{
    private const int SlowFrom = 1500;

    private const string Usual = "character-lm";

    private static readonly Argument<string> Text = new("TEXT")
    { Description = "The text; - reads standard input, @file reads a file.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> With = new("--with")
    {
        Description = "The mechanism of untrained layers, by name or composed: \"rope + sliding-window(8)\".",
        DefaultValueFactory = _ => "scaled-dot-product",
    };
    private static readonly Option<string?> Policy = new("--policy")
    {
        Description = "A cache policy of untrained layers, say \"h2o(heavy=8, recent=8)\": keys that were let go of are drawn as hidden, "
            + "and the output is compared with that of the full cache.",
    };
    private static readonly Option<string?> Model = new("--model")
    {
        Description = $"The trained model: the folder of one or of a run, or the name of one in the box. [default: {Usual}, unless "
            + "--with or another option of untrained layers is given]",
    };
    private static readonly Option<string> By = new("--by")
    { Description = $"The unit of text: {string.Join(", ", TextUnits.All.Select(u => u.Name))}.", DefaultValueFactory = _ => "character" };
    private static readonly Option<int> Heads = Number.Option("--heads", 1, Number.Layers, 4, "Heads of the layer.");
    private static readonly Option<int> Width = Number.Option("--width", 1, Number.Width, 64,
        "Width n_embd of the embeddings; a multiple of the heads.");
    private static readonly Option<int> Layers = Number.Option("--layers", 1, Number.Layers, 1, "Layers, one after the other.");
    private static readonly Option<int> Seed = Number.Seed("--seed", "Seed of the weights.");
    private static readonly Option<int> Layer = Number.Option("--layer", 0, Number.Layers - 1, 0, "The layer to show, from 0.");
    private static readonly Option<string> Head = new("--head")
    { Description = "The head to show, from 0; or mean, max, all, rollout.", DefaultValueFactory = _ => "mean" };
    private static readonly Option<string> Scales = new("--scale")
    { Description = $"What the ends of the colour bar stand for: {Names<Scale>()}.", DefaultValueFactory = _ => "max" };
    private static readonly Option<string> Ramps = new("--ramp")
    { Description = $"The colours: {Names<Ramp>()}.", DefaultValueFactory = _ => "ink" };
    private static readonly Option<string> Themes = new("--theme")
    { Description = "light or dark. [default: light in files, as the terminal in the terminal]" };
    private static readonly Option<string> Colour = new("--colour")
    { Description = "Colours of the terminal: auto, 24bit, 256, none.", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string[]> Out = new("--out")
    {
        Description = $"Write to a file instead ({string.Join(", ", MapFile.Renderers.Select(r => r.Extension))}); "
            + "more than one may follow.",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<bool> Steps = new("--steps") { Description = "Show the arithmetic of one query, step by step." };
    private static readonly Option<int?> Query = Number.Optional("--query", 0, Number.Many,
        "The query of --steps, from 0. [default: the last]");

    public static Command Command()
    {
        Colour.AcceptOnlyFromAmong("auto", "24bit", "256", "none");
        var command = new Verb("see", "Show what every token of a text looks at.",
            "heed see \"Hi, how are you doing, hope everything is well?\"",
            "heed see \"Hi, how are you doing, hope everything is well?\" --with scaled-dot-product",
            "heed see \"the cat sat on the mat\" --by cl100k --with \"alibi + causal\" --head all",
            "heed see @essay.txt --by word --out map.html map.png",
            "heed see \"abracadabra\" --steps --query 3",
            "heed see \"the cat sat on the mat\" --policy \"h2o(4, 4)\" --head all",
            "heed see \"four hundred and twenty-three\" --model numbers-transformer --layer 1 --head all")
        {
            Text, With, Policy, Model, By, Heads, Width, Layers, Seed, Layer, Head, Scales, Ramps, Themes, Colour, Out, Steps, Query,
        };
        command.Computes = given => Trained(given) is not { } model || LearnedMap.Computes(ModelBox.Find(model));
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var unit = TextUnits.Find(given.GetValue(By)!);
        var trained = Trained(given);
        var (mechanism, full) = trained is null ? UntrainedMechanism.Of(given.GetValue(With)!, given.GetValue(Policy)) : (null, null);
        var (source, files) = Sources(given.GetValue(Text), given.GetValue(Out)!);
        Fitting(given, files);
        var view = ViewOf(given, files.Length > 0);
        var window = files.Length > 0 ? null : Window.Options(given.GetValue(Colour)!, given.Screen);
        foreach (var file in files) OutputFile.Writable(file);
        if (trained is not null)
        {
            var read = TextSource.Read(source, given.Screen);
            return Show(given.Screen, LearnedMap.Of(ModelBox.Find(trained), trained, read, view, given.Screen), view, window, files, false);
        }

        var options = new UntrainedOptions(mechanism!)
        {
            Heads = given.GetValue(Heads),
            Width = given.GetValue(Width),
            Layers = given.GetValue(Layers),
            Seed = given.GetValue(Seed),
            FullCache = full,
        };
        if (view.Layer < 0 || view.Layer >= options.Layers)
            throw new Failure($"There is no layer {view.Layer}: "
                + $"with --layers {options.Layers} they are numbered from 0 to {options.Layers - 1}.");
        if (int.TryParse(given.GetValue(Head), out var head) && head >= options.Heads)
            throw new Failure($"There is no head {head}: with --heads {options.Heads} they are numbered from 0 to {options.Heads - 1}.");

        var text = TextSource.Read(source, given.Screen);
        var pieces = unit.Split(text);
        if (pieces.Count == 0) throw new Failure($"The text has no {unit.Name}: it is all white space.");
        MapSize.Check(text, unit, pieces.Count, options);
        LibTorch.EnsureLoaded();
        if (given.GetValue(Steps))
            return Arithmetic.Print(new UntrainedModel(options).Trace(pieces, view.Layer), pieces, head, given.GetValue(Query),
                given.Screen.Out);

        var map = Busy.While(
            given.Screen, $"{pieces.Count:N0} × {pieces.Count:N0} …", pieces.Count > SlowFrom,
            () => new UntrainedModel(options).Read(text, pieces, unit.Name));
        return Show(given.Screen, map, view, window, files, pieces.Count > SlowFrom);
    }

    /// <summary>The trained model to show: the one asked for, or that of characters when nothing is asked of untrained layers.</summary>
    private static string? Trained(ParseResult given)
    {
        var untrained = new Option[] { With, Policy, By, Heads, Width, Layers, Seed, Steps }
            .FirstOrDefault(o => given.GetResult(o) is { Implicit: false });
        if (given.GetValue(Model) is not { } model) return untrained is null ? Usual : null;
        return untrained is null
            ? model
            : throw new Failure($"{untrained.Name} is for untrained layers: leave out --model or {untrained.Name}.");
    }

    private static int Show(Screen screen, AttentionMap map, MapView view, TerminalOptions? window, string[] files, bool slow)
    {
        screen.Cancel.ThrowIfCancellationRequested();
        if (window is not null) screen.Draw(Picture.Of(map, view), window);
        foreach (var file in files)
        {
            Busy.While(screen, file, slow, () => { MapFile.Save(map, view, file); return true; });
            screen.Out.Line($"wrote {file}");
        }

        return 0;
    }

    /// <summary>The text may stand after the files: then it is the last of them.</summary>
    private static (string Text, string[] Files) Sources(string? text, string[] files) => (text, files) switch
    {
        (not null, _) => (text, files),
        (null, [.. var before, var last]) when before.Length > 0 => (last, before),
        _ => throw new ArgumentException("The TEXT is missing; see 'heed see --help'."),
    };

    private static MapView ViewOf(ParseResult given, bool toFile) => new()
    {
        Layer = given.GetValue(Layer),
        Heads = HeadChoice.Parse(given.GetValue(Head)!),
        Scale = Choice<Scale>(given, Scales),
        Ramp = Choice<Ramp>(given, Ramps),
        Theme = given.GetValue(Themes) is not null ? Choice<Theme>(given, Themes) : toFile ? Theme.Light : Window.Theme,
    };

    private static T Choice<T>(ParseResult given, Option<string> option) where T : struct, Enum
    {
        var word = given.GetValue(option)!;
        return Enum.GetNames<T>().FirstOrDefault(n => Spelling.Kebab(n) == word) is { } name ? Enum.Parse<T>(name)
            : throw new Failure($"{option.Name} must be one of {Names<T>()}, not '{word}'.");
    }

    private static string Names<T>() where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(Spelling.Kebab));

    /// <summary>Refuses options that would have no effect.</summary>
    private static void Fitting(ParseResult given, string[] files)
    {
        if (!given.GetValue(Steps))
        {
            if (given.GetValue(Query) is not null) throw new Failure("--query chooses a query of --steps: add --steps, or leave it out.");
            return;
        }

        if (files.Length > 0) throw new Failure("--steps prints numbers and writes no file: leave out --steps or --out.");
        if (given.GetResult(Head) is { Implicit: false } && !int.TryParse(given.GetValue(Head), out _))
            throw new Failure($"--steps follows one head: give --head a number from 0, not '{given.GetValue(Head)}'.");
    }
}
