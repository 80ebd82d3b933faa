using System.CommandLine;
using System.Text.Json;
using Heed.Golden;

namespace Heed.Cli.Verbs;

/// <summary><c>heed check</c>: runs somebody else's numbers through the mechanisms.</summary>
internal static class CheckVerb
{
    private static readonly Argument<string[]> Paths = new("FILE|FOLDER") { Description = "Golden files, or folders of them.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Json = new("--json") { Description = "For machines." };
    private static readonly Option<bool> Float32 = new("--float32") { Description = "Compute in float32, in the kernel where there is one, and allow a hundred times the tolerance." };

    public static Command Command()
    {
        var command = new Verb("check", "Check numbers that other code computed. Where they differ, say which other convention would match.",
            "heed check my-model/attention.json",
            "heed check golden/ --json")
        { Paths, Json, Float32 };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var files = given.GetValue(Paths)!.SelectMany(Files).ToArray();
        var results = new List<GoldenResult>();
        if (files.Length > 0) SmallTensors.EnsureLoaded();
        foreach (var result in files.SelectMany(f => GoldenCheck.Run(f, given.GetValue(Float32))))
        {
            results.Add(result);
            if (!given.GetValue(Json)) Console.WriteLine(result);
        }

        var (passed, skipped) = (results.Count(r => r.Status == GoldenStatus.Ok), results.Count(r => r.Status == GoldenStatus.Unknown));
        var failed = results.Count - passed - skipped;
        if (given.GetValue(Json))
        {
            var cases = results.Select(r => new { file = r.File, id = r.Id, @case = r.Case, status = Spelling.Kebab(r.Status.ToString()), detail = r.Detail });
            Console.WriteLine(JsonSerializer.Serialize(new { cases, passed, failed, skipped }, JsonText.Options));
        }
        else
        {
            Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        }

        return failed == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new Failure($"there is no file or folder '{path}'");
        var files = Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new Failure($"the folder '{path}' has no .json files");
    }
}
