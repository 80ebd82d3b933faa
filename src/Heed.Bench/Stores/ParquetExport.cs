using Heed.Models;
using Parquet.Serialization;

namespace Heed.Bench.Stores;

/// <summary>Writes rows for other programs: one line for each number, with everything that is known of its cell beside it.</summary>
public static class ParquetExport
{
    /// <summary>Writes a Parquet file. A cell without numbers is one line with its state and reason.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="stream">Where to.</param>
    public static async Task WriteAsync(IEnumerable<Row> rows, Stream stream) =>
        await ParquetSerializer.SerializeAsync(rows.SelectMany(Lines).ToArray(), stream).ConfigureAwait(false);

    /// <summary>Writes a file, which appears whole or not at all.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(IEnumerable<Row> rows, string path)
    {
        using var bytes = new MemoryStream();
        WriteAsync(rows, bytes).GetAwaiter().GetResult();
        AtomicFile.Write(path, bytes.WriteTo);
    }

    private static IEnumerable<ParquetLine> Lines(Row row)
    {
        var numbers = (row.Outcome?.Numbers ?? []).DefaultIfEmpty();
        return numbers.Select(n => new ParquetLine
        {
            cell = row.Cell.Id,
            task = row.Cell.Task,
            task_version = row.Cell.Version,
            mechanism = row.Cell.Mechanism,
            size = row.Cell.Size.ToString(),
            seed = row.Cell.Seed,
            state = Spelling.Kebab(row.State.ToString()),
            reason = row.Reason,
            metric = n?.Metric,
            condition = n?.Condition,
            value = n?.Value,
            lower_quartile = n?.Lower,
            upper_quartile = n?.Upper,
            parameters = row.Outcome?.Spent.Parameters,
            state_bytes = row.Outcome?.Spent.StateBytes,
            flops = row.Outcome?.Spent.Flops,
            steps = row.Outcome?.Spent.Steps,
            seconds = row.Seconds,
            peak_bytes = row.PeakBytes,
            threads = row.Threads,
            machine = row.Conditions.Machine,
            cpu = row.Conditions.Cpu,
            cores = row.Conditions.Cores,
            system = row.Conditions.System,
            runtime = row.Conditions.Runtime,
            torch = row.Conditions.Torch,
            heed = row.Conditions.Heed,
            heed_commit = row.Conditions.Commit,
            data_hash = row.Outcome?.DataHash ?? "",
            finished = row.Finished,
        });
    }
}
