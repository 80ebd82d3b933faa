using System.CommandLine;
using Heed.Bench.Stores;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary><c>heed bench export</c>: writes the numbers of a store for other programs. Needs no tensors.</summary>
internal static class ExportVerb
{
    private static readonly Argument<string> Where = new("STORE") { Description = "A file, or a PostgreSQL connection string or address." };
    private static readonly Option<string> Out = new("--out")
    { Description = "The file to write.", DefaultValueFactory = _ => "heed-bench.parquet" };

    public static Command Command()
    {
        var command = new Verb("export", "Write the numbers of a store to a Parquet file, one line each.",
            "heed bench export heed-bench.sqlite --out rows.parquet")
        { Where, Out };
        command.SetAction(given =>
        {
            using var store = Store.Read(given.GetValue(Where)!);
            var rows = store.Rows();
            ParquetExport.Save(rows, given.GetValue(Out)!);
            given.Screen.Out.Line($"{rows.Count:N0} rows are in {given.GetValue(Out)}.");
            return 0;
        });
        return command;
    }
}
