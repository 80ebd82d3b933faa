using System.CommandLine;
using System.CommandLine.Parsing;

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

    /// <summary>The store that was named, or that of the environment; it is no default value, which help would print.</summary>
    /// <param name="named">Who named it.</param>
    /// <param name="value">What it is.</param>
    public static string Of(SymbolResult? named, string value) =>
        named is not (OptionResult { Implicit: false } or ArgumentResult { Implicit: false })
        && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } usual ? usual : value;
}
