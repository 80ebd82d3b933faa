using System.Globalization;
using Heed.Fuzz;
using SharpFuzz;

// list                      the names of all targets
// words TARGET              what to write, as a dictionary of afl-fuzz
// fuzz TARGET               reads what the fuzzer gives, until it ends
// judge TARGET FILE...      what becomes of files; 1 when one of them is a fault, as is one that takes ten seconds
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var longest = TimeSpan.FromSeconds(10);
switch (args)
{
    case ["list"]:
        foreach (var target in Target.All) Console.WriteLine(target.Name);
        return 0;
    case ["words", var name]:
        foreach (var word in Target.Named(name).Words) Console.WriteLine($"\"{word}\"");
        return 0;
    case ["fuzz", var name]:
        var fuzzed = Target.Named(name);
        Fuzzer.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            if (Judge.Of(fuzzed, bytes.ToArray(), longest) is { Ruling: Ruling.Fault } fault) throw new BrokenPromiseException(fault.Why);
        });
        return 0;
    case ["judge", var name, .. var files]:
        var (judged, faults) = (Target.Named(name), 0);
        foreach (var file in files)
        {
            var verdict = Judge.Of(judged, File.ReadAllBytes(file), longest);
            Console.WriteLine($"{verdict.Ruling.ToString().ToLowerInvariant()} {file}: {verdict.Why}");
            faults += verdict.Ruling == Ruling.Fault ? 1 : 0;
        }

        Scratch.Remove();
        return faults > 0 ? 1 : 0;
    default:
        Console.Error.WriteLine("Heed.Fuzz list | fuzz TARGET | judge TARGET FILE...");
        return 2;
}
