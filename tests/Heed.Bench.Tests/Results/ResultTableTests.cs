using Heed.Bench.Reports;
using Heed.Bench.Results;
using Heed.Bench.Tests.Reports;

namespace Heed.Bench.Tests.Results;

public class ResultTableTests
{
    [Fact]
    public void A_report_in_short_keeps_the_number_that_counts_and_who_is_better_beyond_the_range_of_seeds()
    {
        var recall = Assert.Single(ResultTable.Of(Report.Of(Made.Rows, Made.Tasks)), t => t.Task == Made.Recall.Id);
        Assert.Equal([Made.Exact, "delta-net", "linear-elu", "uniform", Contestant.Majority], recall.Rows.Select(r => r.Mechanism));
        var delta = recall.Find("delta-net")!;
        Assert.Equal((0.98, 0.97, 0.99, 3), (delta.Median, delta.Lowest, delta.Highest, delta.Seeds));
        Assert.Equal(0, recall.Ahead(delta));                             // exact attention's worst seed is as good as its best
        Assert.Equal(2, recall.Ahead(recall.Find("linear-elu")!));
        Assert.True(recall.Ranks);
        // It diverged: a row of the report, but no number.
        Assert.Null(recall.Find("gla"));
    }

    [Fact]
    public void Little_is_good_where_the_metric_says_so()
    {
        var speed = Assert.Single(ResultTable.Of(Report.Of(Made.Rows, Made.Tasks)), t => t.Task == Made.Speed.Id);
        Assert.Equal("linear-elu", speed.Rows[0].Mechanism);
        Assert.Equal(0, speed.Ahead(speed.Rows[0]));
        Assert.Equal(2, speed.Ahead(speed.Find(Made.Exact)!));
    }

    [Fact]
    public void Where_exact_attention_learned_nothing_or_nobody_is_apart_nobody_is_ranked()
    {
        static ResultTable Of(params (string Name, double Value)[] rows) =>
            new(Made.Recall.Id, "Made", new(("n", 8)), Made.Recall.Metrics[0], "",
            [.. rows.Select(r => new Result(r.Name, r.Value, r.Value - 0.01, r.Value + 0.01, 3))]);
        Assert.True(Of((Made.Exact, 0.9), ("delta-net", 0.5), (Contestant.Majority, 0.1)).Ranks);
        Assert.False(Of(("delta-net", 0.5), (Made.Exact, 0.1), (Contestant.Majority, 0.1)).Ranks);
        Assert.False(Of((Made.Exact, 0.5), ("delta-net", 0.49)).Ranks);
    }

    [Fact]
    public void What_came_with_the_program_is_of_tasks_and_mechanisms_that_it_has()
    {
        Assert.NotEmpty(ResultTable.Shipped);
        Assert.All(ResultTable.Shipped, table =>
        {
            Assert.Contains(TaskCatalog.All, t => t.Id == table.Task && t.Metrics[0].Id == table.Metric.Id);
            Assert.All(table.Rows, r => Assert.Equal(r.Mechanism, Contestant.Parse(r.Mechanism).Name));
            var best = table.Rows.Select(r => table.Metric.Better == Better.Higher ? -r.Median : r.Median).ToArray();
            Assert.Equal(best.Order(), best);
        });
    }

    [Fact]
    public void Words_that_were_not_measured_yet_are_named()
    {
        var measured = ResultTable.Shipped.SelectMany(t => t.Rows).Select(r => r.Mechanism).ToHashSet();
        var missing = Catalog.All.Select(e => e.Card.Id).Where(id => !measured.Contains(Contestant.Parse(id).Name)).Select(id => $"`{id}`");
        var page = File.ReadAllText(Path.Combine(ReproductionTests.Root(AppContext.BaseDirectory), "docs", "results", "README.md"));
        Assert.Contains($"<!-- not measured -->\n{string.Join(", ", missing)}\n<!-- end -->", page);
    }

    [Fact]
    public void The_standard_suite_was_run_with_three_seeds_for_twelve_mechanisms_or_more()
    {
        foreach (var task in new[] { "mqar", "copy", "characters", "cost" })
            Assert.InRange(ResultTable.Shipped.First(t => t.Task == task).Rows
                .Count(r => r.Seeds == 3 && Contestant.Parse(r.Mechanism).Mechanism is not null), 12, int.MaxValue);
    }
}
