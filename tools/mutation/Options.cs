using System.Globalization;

namespace Mutation;

/// <summary>What is asked for.</summary>
internal sealed record Options(string Root, string Project, string Folder, int Count, int Seed, IReadOnlyList<string> Settings)
{
    public IEnumerable<string> Folders => Folder.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public static Options Parse(string[] args)
    {
        if (args.Length % 2 != 0) throw new ArgumentException("An option lacks its value: see tools/mutate.");
        var options = new Options(args[0], args[1], "", Count: 60, Seed: 1, [""]);
        foreach (var pair in args[2..].Chunk(2))
            options = pair[0] switch
            {
                "--count" => options with { Count = int.Parse(pair[1], CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(pair[1], CultureInfo.InvariantCulture) },
                "--in" => options with { Folder = pair[1].Trim('/') },
                "--with" => options with { Settings = [.. options.Settings, pair[1]] },
                _ => throw new ArgumentException($"There is no option {pair[0]}: see tools/mutate."),
            };
        return options;
    }
}
