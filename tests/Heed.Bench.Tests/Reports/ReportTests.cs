using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Bench.Reports;
using Heed.Bench.Stores;

namespace Heed.Bench.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    private static readonly Report Report = Report.Of(Made.Rows, Made.Tasks);

    private readonly Folder folder = new();

    public ReportTests() => ReportFolder.Write(Report, folder["report"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_page_needs_nothing_else()
    {
        var page = Read("report.html");
        Assert.DoesNotContain("{{", page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", page);
        Assert.DoesNotMatch(@"url\(|@import", page);
        Assert.Equal(Report.Pictures.Count, Regex.Count(page, "<figure "));
        Assert.Contains("<h2>Drawings</h2>", page);
    }

    [Fact]
    public void A_report_without_drawings_has_no_heading_for_them()
    {
        ReportFolder.Write(Report with { Pictures = [] }, folder["bare"]);
        Assert.DoesNotContain("Drawings", File.ReadAllText(folder["bare/report.html"]));
    }

    [Fact]
    public void Rows_of_another_version_of_a_task_are_not_left_out_in_silence()
    {
        var old = Made.Rows[0] with { Cell = Made.Rows[0].Cell with { Version = 99 } };
        Assert.Contains(Report.Of([.. Made.Rows, old], Made.Tasks).Warnings,
            w => w.StartsWith("1 row is left out", StringComparison.Ordinal) && w.Contains(old.Cell.Task, StringComparison.Ordinal));
        Assert.DoesNotContain(Report.Warnings, w => w.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_contestant_and_every_reason_stands_in_every_kind_of_page()
    {
        foreach (var file in new[] { "report.html", "report.md", "rows.csv", "report.json" })
        {
            var text = Read(file);
            Assert.All(Made.Rows.Select(r => r.Cell.Mechanism).Distinct(), name => Assert.Contains(name, text));
            Assert.Contains("the loss is NaN", text);
        }

        Assert.Contains("at step 3, &lt;b&gt;", Read("report.html"));
        Assert.Contains("NaN \\| at step 3", Read("report.md"));
        Assert.Contains("\"the loss is NaN | at step 3, <b>\"", Read("rows.csv"));
    }

    [Fact]
    public void Anchors_are_called_what_they_are()
    {
        Assert.Contains("**exact softmax** `scaled-dot-product`", Read("report.md"));
        Assert.Contains("<b>majority class</b>", Read("report.html"));
    }

    [Fact]
    public void Every_line_of_the_numbers_has_every_column()
    {
        var lines = Read("rows.csv").TrimEnd('\n').Split('\n');
        Assert.Equal(1 + Made.Rows.Sum(r => Math.Max(1, r.Outcome?.Numbers.Count ?? 0)), lines.Length);
        Assert.Single(lines.Select(l => Regex.Replace(l, "\"[^\"]*\"", "").Count(c => c == ',')).Distinct());
    }

    [Fact]
    public void Numbers_for_programs_read_back()
    {
        using var json = JsonDocument.Parse(Read("report.json"));
        var board = json.RootElement.GetProperty("boards").EnumerateArray().Single(b => b.GetProperty("task").GetString() == "recall");
        var delta = board.GetProperty("standings").EnumerateArray().Single(s => s.GetProperty("mechanism").GetString() == "delta-net");
        Assert.Equal(0.98, delta.GetProperty("scores")[0].GetProperty("median").GetDouble());
        Assert.Contains("causal", delta.GetProperty("laws").EnumerateArray().Select(l => l.GetString()));
    }

    [Fact]
    public void The_drawings_are_those_that_the_numbers_allow_and_are_well_formed()
    {
        Assert.Equal(["length", "quality", "spread"],
            Report.Pictures.Select(p => p.Name.Split('-')[0]).Distinct().Except(["state"]).Order());
        Assert.All(Report.Pictures, p => Assert.Equal("svg", XDocument.Parse(p.Svg).Root!.Name.LocalName));
        Assert.Equal(Report.Pictures.Count, Directory.GetFiles(folder["report/plots"]).Length);
        Assert.All(Regex.Matches(Read("report.md"), @"\]\((plots/[^)]+)\)").Select(m => m.Groups[1].Value),
            link => Assert.True(File.Exists(folder[$"report/{link}"]), link));
    }

    [Fact]
    public void The_advice_follows_from_the_numbers_and_says_what_it_rests_on()
    {
        var advice = Advice.Of(Report.Boards).ToDictionary(a => a.Question, a => a.Answer);
        Assert.StartsWith("delta-net (0.98, 1 task), linear-elu (0.50, 1 task) found most", advice["What found what is relevant"]);
        Assert.Contains("Counted is the task on which", advice["What found what is relevant"]);
        Assert.Contains("long texts", advice["Not known"]);
        Assert.DoesNotContain(advice.Keys, q => q.Contains("long") || q.Contains("Memory"));
        Assert.Contains("Flat (σ = 0.5): linear-elu (0.1)", advice["It must stand in for exact attention (n=8)"]);
        Assert.Contains("Peaked (σ = 4): top-k (0.2)", advice["It must stand in for exact attention (n=8)"]);
        Assert.Contains("1 of capture", Advice.Basis(Report.Boards));
    }

    [Fact]
    public void Neither_an_anchor_nor_exact_attention_by_another_name_is_found_best_and_boards_that_need_no_attention_count_for_nothing()
    {
        Row Also(string name, double value) => Made.Row(Made.Recall, name, 1, new Measured("accuracy", value));
        var rows = Made.Rows.Where(r => r.Cell.Task == "recall" && r.Cell.Seed == 1).ToArray();
        var boards = Board.Of([.. rows, Also("causal", 1.5), Also("sliding-window(16)", 2), Also("identity", 0.5)], Made.Tasks);
        Assert.StartsWith("delta-net (0.98, 1 task), linear-elu (0.50, 1 task) found most", Advice.Of(boards)[0].Answer);
        Assert.True(Lead.IsExact("causal"));
        Assert.False(Lead.IsExact("rope + causal"));
        Assert.Empty(Advice.Of(Board.Of([.. rows, Also("identity", 0.6)], Made.Tasks)));
    }

    [Fact]
    public void What_changed_is_written_too()
    {
        var after = Made.Rows.Select(r => r.Cell is { Task: "recall", Mechanism: "linear-elu" }
            ? r with { Outcome = r.Outcome! with { Numbers = [.. r.Outcome.Numbers.Select(n => n with { Value = n.Value + 0.2 })] } } : r);
        var page = File.ReadAllText(ReportFolder.Write(Change.Between(Made.Rows, [.. after], Made.Tasks), folder["changed"]));
        Assert.Contains("| better | recall | n=8 | `linear-elu` | accuracy |  | 0.55 | 0.75 |", page);
        Assert.Contains("1 better of", page);
    }

    [Fact]
    public void One_seed_is_called_a_smoke_test()
    {
        Assert.Contains(Report.Of([.. Made.Rows.Where(r => r.Cell.Seed == 1)], Made.Tasks).Warnings,
            w => w.Contains("smoke test with one seed"));
        Assert.DoesNotContain(Report.Warnings, w => w.Contains("smoke test"));
    }

    [Fact]
    public void Nothing_is_no_report() => Assert.Throws<ArgumentException>(() => Report.Of([], Made.Tasks));

    [Fact]
    public void The_same_rows_make_the_same_pages()
    {
        ReportFolder.Write(Report.Of(Made.Rows, Made.Tasks), folder["again"]);
        foreach (var file in new[] { "report.html", "report.md", "rows.csv", "report.json", "results.json" })
            Assert.Equal(Read(file), File.ReadAllText(folder[$"again/{file}"]));
    }

    private string Read(string file) => File.ReadAllText(folder[$"report/{file}"]);
}
