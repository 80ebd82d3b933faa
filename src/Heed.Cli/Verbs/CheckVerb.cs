using System.CommandLine;
using Heed.Cli.Terminal;
using Heed.Golden;

namespace Heed.Cli.Verbs;

/// <summary><c>heed check</c>: runs somebody else's numbers through the mechanisms.</summary>
internal static class CheckVerb
{
    private static readonly Argument<string[]> Paths = new("FILE|FOLDER")
    { Description = "Golden files, or folders of them.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Json = new("--json") { Description = "For machines." };
    private static readonly Option<bool> Float32 = new("--float32")
    { Description = "Compute in float32, in the kernel where there is one, and allow a hundred times the tolerance." };

    public static Command Command()
    {
        var command = new Verb("check",
            "Check numbers that other code computed. Where they differ, say which other convention would match.",
            "heed check my-model/attention.json",
            "heed check golden/ --json")
        { Paths, Json, Float32 };
        command.Computes = _ => true;
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var files = given.GetValue(Paths)!.SelectMany(Files).ToArray();
        var results = new List<GoldenResult>();
        if (files.Length > 0) SmallTensors.EnsureLoaded();
        foreach (var result in files.SelectMany(f => Results(f, given.GetValue(Float32))))
        {
            results.Add(result);
            if (!given.GetValue(Json)) given.Screen.Out.Line($"{Line(result)}");
            given.Screen.Cancel.ThrowIfCancellationRequested();
        }

        var (passed, skipped) = (results.Count(r => r.Status == GoldenStatus.Ok), results.Count(r => r.Status == GoldenStatus.Unknown));
        var failed = results.Count - passed - skipped;
        if (given.GetValue(Json))
        {
            var cases = results.Select(
                r => new { file = r.File, id = r.Id, @case = r.Case, status = Spelling.Kebab(r.Status.ToString()), detail = r.Detail });
            given.Screen.Json(new { cases, passed, failed, skipped });
        }
        else
        {
            given.Screen.Out.Line($"{passed} passed, {failed} failed, {skipped} skipped");
        }

        return failed == 0 ? 0 : 1;
    }

    /// <summary>What came of each case of a file. Whatever goes wrong in one is a bad result, and the next is read.</summary>
    private static IEnumerable<GoldenResult> Results(string path, bool float32)
    {
        if (Tried(() => GoldenFile.Read(path), out var wrong) is not { } file)
        {
            yield return new(path, "", "", GoldenStatus.Bad, wrong!);
            yield break;
        }

        if (file.Cases.Count == 0) yield return new(path, file.Id, "", GoldenStatus.Bad, "The file has no cases.");
        foreach (var golden in file.Cases)
        {
            var found = Tried(() => ((GoldenStatus Status, string Detail)?)GoldenCheck.Run(file.Id, golden, float32), out wrong);
            yield return new(path, file.Id, golden.Name, found?.Status ?? GoldenStatus.Bad, found?.Detail ?? wrong!);
        }
    }

    private static T? Tried<T>(Func<T> work, out string? wrong)
    {
        try
        {
            wrong = null;
            return work();
        }
        catch (Exception e)
        {
            wrong = Complaint.Of(e).Message;
            return default;
        }
    }

    /// <summary>One line that begins with the file, as files in two folders may have one name.</summary>
    private static string Line(GoldenResult result) =>
        result.Case.Length == 0 ? result.ToString() : $"{result.File}: {result}".ReplaceLineEndings(" ");

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new Failure($"There is no file or folder '{path}'.");
        var files = Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new Failure($"The folder '{path}' has no .json files.");
    }
}
