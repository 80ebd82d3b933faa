using System.Text.RegularExpressions;

namespace Heed.Cli.Tests;

/// <summary>A command as it stands in a text, without <c>heed</c> before it.</summary>
internal static class Example
{
    /// <summary>Runs it in a folder; trainings are as in the text, but short, and so is the catalog.</summary>
    public static Result Run(string command, string folder)
    {
        string[] args = [.. Regex.Matches(command, "\"([^\"]*)\"|(\\S+)")
            .Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value)];
        return new Heed.Call(Hurried(args)) { WorkingFolder = folder }.Run();
    }

    private static string[] Hurried(string[] args)
    {
        if (args is ["laws"]) return ["laws", "alibi", "gated-delta-net", "luong-concat"];         // all are judged elsewhere
        if (args[0] is not ("train" or "history")) return args;
        for (var i = 0; i + 1 < args.Length; i++)
            args[i + 1] = args[i] switch { "--steps" => "2", "--minutes" => "0.01", _ => args[i + 1] };
        return args.Contains("--quick") ? [.. args, "--steps", "2"] : args;
    }
}
