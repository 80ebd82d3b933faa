using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Heed.Bench.Running;

namespace Heed.Bench.Stores;

/// <summary>
/// Rows as the tables have them: columns for what one may want to select by, and the outcome as JSON, which reads back to the bit.
/// </summary>
internal static class RowTable
{
    /// <summary>Writes a row and its numbers.</summary>
    public static void Insert(DbConnection connection, DbTransaction transaction, Row row)
    {
        var (c, o) = (row.Conditions, row.Outcome);
        connection.Run(transaction,
            """
            INSERT INTO heed_rows VALUES (@cell, @state, @reason, @finished, @seconds, @peak_bytes, @threads,
                @machine, @cpu, @cores, @system, @runtime, @torch, @heed, @commit, @data_hash,
                @parameters, @state_bytes, @flops, @steps, @outcome)
            """,
            ("@cell", row.Cell.Id), ("@state", Spelling.Kebab(row.State.ToString())), ("@reason", row.Reason),
            ("@finished", row.Finished.ToString("O", CultureInfo.InvariantCulture)), ("@seconds", row.Seconds),
            ("@peak_bytes", row.PeakBytes), ("@threads", row.Threads), ("@machine", c.Machine), ("@cpu", c.Cpu), ("@cores", c.Cores),
            ("@system", c.System), ("@runtime", c.Runtime), ("@torch", c.Torch), ("@heed", c.Heed), ("@commit", c.Commit),
            ("@data_hash", o?.DataHash ?? ""), ("@parameters", o?.Spent.Parameters), ("@state_bytes", o?.Spent.StateBytes),
            ("@flops", o?.Spent.Flops), ("@steps", o?.Spent.Steps),
            ("@outcome", o is null ? null : JsonSerializer.Serialize(o, BenchJson.Line)));
        foreach (var number in o?.Numbers ?? [])
        {
            connection.Run(transaction, "INSERT INTO heed_numbers VALUES (@cell, @metric, @condition, @value, @lower, @upper)",
                ("@cell", row.Cell.Id), ("@metric", number.Metric), ("@condition", number.Condition), ("@value", Known(number.Value)),
                ("@lower", Known(number.Lower)), ("@upper", Known(number.Upper)));
        }
    }

    /// <summary>Reads all rows.</summary>
    public static IReadOnlyList<Row> Read(DbConnection connection, DbTransaction transaction) => connection.Query(transaction,
        """
        SELECT task, version, mechanism, size, seed, state, reason, outcome, machine, cpu, cores, system, runtime, torch,
            heed, heed_commit, threads, seconds, peak_bytes, finished
        FROM heed_rows JOIN heed_cells ON heed_cells.id = heed_rows.cell ORDER BY task, size, mechanism, seed
        """,
        r => new Row(
            new(r.GetString(0), r.GetInt32(1), r.GetString(2), TaskSize.Parse(r.GetString(3)), r.GetInt32(4)),
            StateOf(r.GetString(5)),
            r.GetString(6),
            OutcomeOf(r.IsDBNull(7) ? null : r.GetString(7), StateOf(r.GetString(5)), $"'{r.GetString(0)}' and '{r.GetString(2)}'"),
            new(r.GetString(8), r.GetString(9), r.GetInt32(10), r.GetString(11), r.GetString(12), r.GetString(13),
                r.GetString(14), r.GetString(15)),
            r.GetInt32(16),
            r.GetDouble(17),
            r.IsDBNull(18) ? null : r.GetInt64(18),
            DateTime.Parse(r.GetString(19), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)));

    private static CellState StateOf(string text) => Enum.GetValues<CellState>().Where(s => Spelling.Kebab(s.ToString()) == text).ToArray()
        is [var state] ? state : throw new FormatException($"'{text}' is no state of a cell.");

    private static Outcome? OutcomeOf(string? json, CellState state, string row)
    {
        if (json is null && state != CellState.Done) return null;
        try
        {
            var outcome = JsonSerializer.Deserialize<Outcome>(json ?? "null", BenchJson.Strict)
                ?? throw new FormatException($"The row of {row} is done, and has found nothing.");
            return OutcomeCheck.Fault(outcome) is { } fault ? throw new FormatException($"The row of {row} {fault}.") : outcome;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The outcome of {row} cannot be read: {JsonFault.Words(e).TrimEnd('.')}.", e);
        }
    }

    // SQLite takes "not a number" for nothing; the outcome's JSON keeps it.
    private static object? Known(double? value) => value is { } v && !double.IsNaN(v) ? v : null;
}
