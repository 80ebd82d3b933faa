using System.Runtime.InteropServices;
using Mutation;

// The share of small changes to a project that its tests notice. tools/mutate says how it is called.
var options = Options.Parse(args);
var folder = Path.Combine(options.Root, "artifacts", "mutate", $"{string.Join('.', [options.Project, .. options.Folders])}-{options.Seed}");
var rowsFile = $"{folder}.tsv";
var gate = new Lock();

void Stop(PosixSignalContext context)
{
    gate.Enter();                                                                          // and never leave: no row is begun any more
    try { Child.Stop(); }
    finally { Environment.Exit(130); }
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var copy = Copy.Of(options.Root, options.Project, folder);
var trial = Trial.Of(copy, options.Settings);
var mutants = copy.Trees(options.Folder).SelectMany(Mutants.Of).ToArray();
Console.WriteLine($"{mutants.Length} mutants of {options.Project} {options.Folder}; all tests take {trial.Seconds:F0} s of a processor.");

// Multiples of the golden ratio lie evenly, however many there are: each file has its share, and a higher count only adds mutants.
var start = new Random(options.Seed).NextDouble();
var drawn = Enumerable.Range(0, 20 * options.Count).Select(i => (int)((start + (i * 0.6180339887498949)) % 1 * mutants.Length))
    .Distinct().Take(options.Count);
var known = File.Exists(rowsFile)
    ? File.ReadAllLines(rowsFile).Select(row => row.Split('\t'))
        .ToDictionary(row => (Place: row[0], What: row[1]), row => (Outcome: row[2], By: row[3]))
    : [];
var outcomes = new List<string>();
foreach (var mutant in drawn.Select(i => mutants[i]))
{
    var place = mutant.Place(folder);
    if (!known.TryGetValue((place, mutant.What), out var end))
    {
        var near = known.Where(row => Path.GetDirectoryName(row.Key.Place) == Path.GetDirectoryName(place)).Select(row => row.Value.By);
        end = known[(place, mutant.What)] = copy.Write(mutant) ? trial.Judge(near) : (Trial.NotCompiled, "");
        var row = $"{place}\t{mutant.What}\t{end.Outcome}\t{end.By}\n";
        lock (gate) File.AppendAllText(rowsFile, row);
        Console.Write($"{outcomes.Count + 1} of {options.Count}: {row}");
    }

    outcomes.Add(end.Outcome);
}

int Of(string outcome) => outcomes.Count(o => o == outcome);
var (noticed, compiled) = (Of(Trial.Killed) + Of(Trial.TimedOut), outcomes.Count - Of(Trial.NotCompiled));
Console.WriteLine($"{noticed} of {compiled} that compile are noticed, {100.0 * noticed / Math.Max(1, compiled):F0} %; "
    + $"{Of(Trial.TimedOut)} by the time limit. {Of(Trial.NotCompiled)} do not compile. The rows are in {rowsFile}.");
