using System.CommandLine;
using Heed.Bench;
using Heed.Bench.Plans;

namespace Heed.Cli.Verbs;

/// <summary>The options by which cells are chosen.</summary>
internal static class PlanChoice
{
    public static Option<string> SuiteOrFile { get; } = new("--suite")
    { Description = "quick, standard or full; or a file with a plan.", DefaultValueFactory = _ => "quick" };

    public static Option<string?> Mechanisms { get; } = new("--mechanisms")
    { Description = "Expressions separated by commas, family:pairwise, family:recurrent, or all. [default: the suite's]" };

    public static Option<string?> Tasks { get; } = new("--tasks")
    { Description = "Ids of tasks separated by commas. [default: the suite's]" };

    public static Option<string?> Seeds { get; } = new("--seeds") { Description = "Seeds: 1,2,3 or 1..3. [default: the suite's]" };

    /// <summary>Whether any of them was written.</summary>
    public static bool IsGiven(ParseResult given) =>
        ((Option[])[SuiteOrFile, Mechanisms, Tasks, Seeds]).Any(o => given.GetResult(o) is { Implicit: false });

    /// <summary>The plan that was chosen.</summary>
    public static Plan Read(ParseResult given)
    {
        var (name, mechanisms, tasks, seeds) =
            (given.GetValue(SuiteOrFile)!, given.GetValue(Mechanisms), given.GetValue(Tasks), given.GetValue(Seeds));
        if (Suites.TryGetValue(name, out var suite))
            return Plan.Of(
                suite,
                mechanisms is null ? null : Selection.Mechanisms(mechanisms),
                tasks is null ? null : Selection.Tasks(tasks),
                seeds is null ? null : Selection.Seeds(seeds));
        if (!File.Exists(name) && !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException(
                $"Unknown suite '{name}'; did you mean '{Spelling.Nearest(name, Suites.Keys)}'? A plan is a file that ends with .json.");
        if (mechanisms is not null || tasks is not null || seeds is not null)
            throw new ArgumentException("A plan says itself what is run: leave out --mechanisms, --tasks and --seeds.");
        if (!File.Exists(name)) throw new Failure($"There is no plan '{name}'.");
        try
        {
            return Plan.FromJson(BoundedFile.Text(name));
        }
        catch (FormatException e)
        {
            throw new Failure($"'{name}' cannot be read. {e.Message}");
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"'{name}' cannot be run. {e.Message}");
        }
    }

    private static Dictionary<string, Suite> Suites { get; } = Enum.GetValues<Suite>().ToDictionary(s => Spelling.Kebab(s.ToString()));
}
