using System.Globalization;
using System.Text;
using Heed.Bench.Stores;
using Heed.Maps;

namespace Heed.Bench.Reports.Pages;

/// <summary>
/// Every number of every row as comma-separated values, a line each, texts as <see cref="CsvCell"/> has them; a cell without numbers has
/// one line with its reason.
/// </summary>
internal static class CsvPage
{
    private const string Head =
        "task,version,size,mechanism,family,seed,state,reason,metric,condition,value,lower_quartile,upper_quartile,"
        + "parameters,state_bytes,flops,steps,seconds,peak_bytes,threads,cpu,cores,commit,data_hash,finished";

    public static string Write(IEnumerable<Row> rows)
    {
        var text = new StringBuilder(Head).Append('\n');
        foreach (var row in rows)
        {
            foreach (var number in (row.Outcome?.Numbers ?? []).DefaultIfEmpty())
            {
                object?[] fields =
                [
                    row.Cell.Task, row.Cell.Version, row.Cell.Size, row.Cell.Mechanism, Contestants.FamilyOf(row.Cell.Mechanism),
                    row.Cell.Seed, Spelling.Kebab(row.State.ToString()), row.Reason, number?.Metric, number?.Condition, number?.Value,
                    number?.Lower, number?.Upper, row.Outcome?.Spent.Parameters, row.Outcome?.Spent.StateBytes, row.Outcome?.Spent.Flops,
                    row.Outcome?.Spent.Steps, row.Seconds, row.PeakBytes, row.Threads, row.Conditions.Cpu, row.Conditions.Cores,
                    row.Conditions.Commit, row.Outcome?.DataHash, row.Finished.ToString("O", CultureInfo.InvariantCulture),
                ];
                text.AppendJoin(',', fields.Select(Field)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Field(object? value) => value switch
    {
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        int or long or decimal => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => CsvCell.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };
}
