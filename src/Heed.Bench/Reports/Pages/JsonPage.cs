using System.Text.Json;
using Heed.Bench.Stores;

namespace Heed.Bench.Reports.Pages;

/// <summary>A report for other programs.</summary>
internal static class JsonPage
{
    public static string Write(Report report) => JsonSerializer.Serialize(
        new
        {
            HeedReport = 1,
            Warnings = report.Warnings.ToArray(),
            Origins = report.Origins.ToArray(),
            Advice = Advice.Of(report.Boards).Select(a => new { a.Question, a.Answer }).ToArray(),
            Agreements = report.Agreements.Select(a => new
            {
                a.Table.Title,
                a.Table.Source,
                Task = a.Board.Task.Id,
                a.Board.Size,
                a.Tau,
                a.Lower,
                a.Upper,
                Rows = a.Rows.Select(r => new { r.Mechanism, r.Theirs, r.Ours }),
                Disagreements = a.Disagreements.Select(d => new { d.Better, d.Worse }),
            }).ToArray(),
            Boards = report.Boards.Select(b => new
            {
                Task = b.Task.Id,
                b.Task.Version,
                b.Task.Name,
                b.Size,
                b.Task.Metrics,
                Standings = b.Standings.Select(s => new
                {
                    s.Mechanism,
                    s.Anchor,
                    s.Family,
                    Laws = Contestants.LawsOf(s.Mechanism),
                    Growth = Growth.Of(b with { Standings = [s] }, b.Headline.Id).Select(g => (double?)g.Exponent)
                        .FirstOrDefault(e => double.IsFinite(e!.Value)),
                    s.Scores,
                    s.Spent,
                    s.Seconds,
                    s.Troubles,
                    s.Notes,
                }),
            }).ToArray(),
        },
        BenchJson.Indented) + "\n";
}
