using System.Xml.Linq;

namespace Mutation;

/// <summary>The tests, run on what the copy holds: those first that noticed mutants near by, then quick ones, for most mutants die early.
/// </summary>
internal sealed class Trial(Copy copy, IReadOnlyList<string> settings, double seconds, IReadOnlyList<(string Name, double Time)> classes)
{
    public const string Killed = "killed", TimedOut = "timed out", Survived = "survived", NotCompiled = "does not compile";

    private const int Nearest = 3;
    private const string Failed = "[FAIL]", Taken = "processor-seconds";

    /// <summary>What all tests take of a processor without a mutant.</summary>
    public double Seconds => seconds;

    /// <summary>Runs all tests once without a mutant, to know how long each class takes, or some when an earlier run knew.</summary>
    public static Trial Of(Copy copy, IReadOnlyList<string> settings)
    {
        var times = $"{copy.Folder}.xml";
        if (!File.Exists(times)) Measure(copy, times);
        var known = XDocument.Load(times);
        var classes = known.Descendants("test").GroupBy(test => (string)test.Attribute("type")!)
            .Select(c => (Name: c.Key, Time: c.Sum(test => (double)test.Attribute("time")!))).OrderBy(c => c.Time).ToArray();
        var trial = new Trial(copy, settings, (double)known.Root!.Attribute(Taken)!, classes);
        return trial.Fails(trial.Stages([])[0], "") is not { } ended ? trial
            : throw new InvalidOperationException($"The tests fail without a mutant.\n{ended.Said}");
    }

    /// <summary>Whether a test notices the mutant, and which.</summary>
    /// <param name="near">Tests that noticed mutants near by.</param>
    public (string Outcome, string By) Judge(IEnumerable<string> near)
    {
        var noticed = near.Select(test => classes.FirstOrDefault(c => test.StartsWith($"{c.Name}.", StringComparison.Ordinal)).Name)
            .OfType<string>().CountBy(name => name).OrderByDescending(name => name.Value).Take(Nearest).Select(name => name.Key)
            .ToHashSet();
        foreach (var setting in settings)
            foreach (var stage in Stages(noticed))
            {
                if (Fails(stage, setting) is not { } ended) continue;
                if (ended.Hung) return (TimedOut, setting);
                var test = ended.Said.Split('\n').FirstOrDefault(line => line.EndsWith(Failed, StringComparison.Ordinal));
                return (Killed, $"{test?.Replace(Failed, "").Trim() ?? $"the program ended with {ended.Code}"} {setting}".TrimEnd());
            }

        return (Survived, "");
    }

    private (string[] Filter, double Limit)[] Stages(HashSet<string> first)
    {
        var (total, sum) = (classes.Sum(c => c.Time) + 1e-9, 0.0);
        var stages = classes.GroupBy(c => first.Contains(c.Name) ? 0 : (sum += c.Time / total) < .1 ? 1 : sum < .4 ? 2 : 3)
            .OrderBy(s => s.Key).Select(s => (Filter: s.SelectMany(c => new[] { "-class", c.Name }).ToArray(),
                Limit: Limit(seconds * s.Sum(c => c.Time) / total))).ToArray();

        // The last stage is all but the others, so that it has the classes that nobody has measured.
        stages[^1].Filter = [.. stages[..^1].SelectMany(s => s.Filter).Select(f => f == "-class" ? "-class-" : f)];
        return stages;
    }

    private static void Measure(Copy copy, string times)
    {
        var whole = Child.Run(copy.Tests, ["-noLogo", "-noColor", "-xml", $"{times}.part"], copy.Folder);
        if (whole.Code != 0) throw new InvalidOperationException($"The tests fail without a mutant.\n{whole.Said}");
        var measured = XDocument.Load($"{times}.part");
        measured.Root!.SetAttributeValue(Taken, whole.Seconds);
        measured.Save($"{times}.part");
        File.Move($"{times}.part", times);
    }

    // Four times what it takes without a mutant, and a little.
    private static double Limit(double seconds) => 20 + (4 * seconds);

    private Ended? Fails((string[] Filter, double Limit) stage, string setting)
    {
        var ended = Child.Run(copy.Tests, ["-noLogo", "-noColor", "-stopOnFail", .. stage.Filter], copy.Folder, setting, stage.Limit);
        return ended.Code == 0 ? null : ended;
    }
}
