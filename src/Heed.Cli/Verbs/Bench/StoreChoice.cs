using System.CommandLine;
using System.CommandLine.Parsing;
using Heed.Bench.Stores;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary>The option that names a store.</summary>
internal static class StoreChoice
{
    private const string Variable = "HEED_STORE";

    public static Option<string> Store { get; } = new("--store")
    {
        Description = "Where rows are kept: a file, or a PostgreSQL connection string (Host=…) or address (postgresql://…); @FILE has it "
            + $"in a file, and {Variable} in the environment, where other users do not see a password.",
        DefaultValueFactory = _ => Usual,
    };

    /// <summary>What stands for a store that nobody named.</summary>
    public static string Usual => "heed-bench.sqlite";

    /// <summary>The store that <see cref="Store"/> names, or that of the environment.</summary>
    public static string Of(ParseResult given) => Of(given.GetResult(Store), given.GetValue(Store)!);

    /// <summary>Says once that a password stands where all who list processes can read it. It is not repeated.</summary>
    /// <param name="given">What was asked for.</param>
    /// <param name="screen">Where to say it.</param>
    public static void WarnOfPassword(ParseResult given, Screen screen)
    {
        var named = Named(given.CommandResult).ToArray();
        if (named.Length > 0 && HoldPassword(named))                                       // who names no store needs no library of stores
            screen.Complaints.Line("The list of processes shows the password of the store to everybody on this machine: keep the whole "
                + $"text in a file and give --store @FILE (@FILE where a STORE is asked for), or set {Variable}.");
    }

    private static bool HoldPassword(string[] stores) => Array.Exists(stores, StoreName.HoldsPassword);

    private static IEnumerable<string> Named(CommandResult asked)
    {
        var here = from named in asked.Children
                   where named is OptionResult { Option.Name: "--store" or "--compare" } or ArgumentResult { Argument.Name: "STORE" }
                   from token in named.Tokens
                   select token.Value;
        return asked.Parent is CommandResult above ? here.Concat(Named(above)) : here;
    }

    /// <summary>The store that was named, or that of the environment; it is no default value, which help would print.</summary>
    /// <param name="named">Who named it.</param>
    /// <param name="value">What it is.</param>
    public static string Of(SymbolResult? named, string value) =>
        named is not (OptionResult { Implicit: false } or ArgumentResult { Implicit: false })
        && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } usual ? usual : value;
}
