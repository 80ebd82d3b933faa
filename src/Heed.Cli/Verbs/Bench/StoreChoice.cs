using System.CommandLine;

namespace Heed.Cli.Verbs;

/// <summary>The option that names a store.</summary>
internal static class StoreChoice
{
    public static Option<string> Store { get; } = new("--store")
    {
        Description = "Where rows are kept: a file, or a PostgreSQL connection string (Host=…) or address (postgresql://…).",
        DefaultValueFactory = _ => "heed-bench.sqlite",
    };
}
