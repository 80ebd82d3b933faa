using Heed.Bench.Published;
using Heed.Bench.Reports;

namespace Heed.Bench.Tests.Reports;

public sealed class RankingTests
{
    private static readonly IReadOnlyList<Board> Boards = Board.Of(Made.Rows, Made.Tasks);

    private static Board Recall => Boards.Single(b => b.Task == Made.Recall);

    [Theory]
    [InlineData(new double[] { 12, 2, 1, 12, 2 }, new double[] { 1, 4, 7, 1, 0 }, -0.47140452079103173)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 1, 2, 3, 4, 5 }, 1)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 5, 4, 3, 2, 1 }, -1)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 3, 1, 2, 5, 4 }, 0.4)]
    public void Kendalls_tau_is_what_others_compute(double[] x, double[] y, double tau) => Assert.Equal(tau, Kendall.Tau(x, y), 1e-12);

    [Fact]
    public void The_range_of_tau_holds_it_and_is_narrower_for_more_items()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => (double)i)], y = [.. x.Select(v => v + (10 * Math.Sin(7 * v)))];
        var (few, many) = (Kendall.Interval(x[..6], y[..6]), Kendall.Interval(x, y));
        Assert.InRange(Kendall.Tau(x, y), many.Lower, many.Upper);
        Assert.True(many.Upper - many.Lower < few.Upper - few.Lower);
        Assert.Equal(many, Kendall.Interval(x, y));
        Assert.True(double.IsNaN(Kendall.Interval([1, 2], [1, 2]).Lower));
    }

    [Fact]
    public void What_nobody_beats_in_both_is_the_front() =>
        Assert.Equal([true, false, true, true, false], Pareto.Front([(1, 0.2), (2, 0.1), (3, 0.9), (1, 0.2), (4, 0.9)]));

    [Fact]
    public void Medians_are_ranked_and_what_went_wrong_comes_last_with_its_reason()
    {
        Assert.Equal([Made.Exact, "delta-net", "linear-elu", "uniform", Contestant.Majority, "gla"],
            Recall.Standings.Select(s => s.Mechanism));
        var score = Recall.Key(Recall.Find("delta-net")!)!;
        Assert.Equal((0.98, 0.97, 0.99, 3), (score.Median, Math.Round(score.Lowest, 12), Math.Round(score.Highest, 12), score.Seeds));
        Assert.Equal("diverged: the loss is NaN | at step 3, <b>", Assert.Single(Recall.Find("gla")!.Troubles));
    }

    [Fact]
    public void Of_an_even_number_of_seeds_the_median_lies_between_the_middle_two() =>
        Assert.Equal(2.5,
            Board.Of([.. new double[] { 4, 1, 2, 3 }.Select((v, i) => Made.Row(Made.Recall, Made.Exact, i, new Measured("accuracy", v)))],
                Made.Tasks)[0].Standings[0].Scores[0].Median);

    [Fact]
    public void Rows_of_another_version_of_a_task_are_left_out()
    {
        var old = Made.Rows[0] with { Cell = Made.Rows[0].Cell with { Version = 7 } };
        Assert.Empty(Board.Of([old], Made.Tasks));
    }

    [Fact]
    public void Scores_are_put_on_one_scale_between_the_majority_class_and_exact_attention()
    {
        Assert.Equal(1, Lead.Of(Recall, Made.Exact)!.Value, 1e-12);
        Assert.Equal(0, Lead.Of(Recall, Contestant.Majority)!.Value, 1e-12);
        Assert.Equal(0.5, Lead.Of(Recall, "linear-elu")!.Value, 1e-12);
        Assert.Null(Lead.Of(Recall, "gla"));
        Assert.Equal(0.5, Lead.Capture(Boards)["linear-elu"].Mean, 1e-12);
    }

    [Fact]
    public void A_power_of_the_length_is_found_again()
    {
        var growths = Growth.Of(Boards.Single(b => b.Task == Made.Speed), "pass").ToDictionary(g => g.Mechanism, g => g.Exponent);
        Assert.Equal(2, growths[Made.Exact], 1e-9);
        Assert.Equal(1, growths["delta-net"], 1e-9);
    }

    [Fact]
    public void Mechanisms_that_change_their_order_with_the_spread_are_found()
    {
        var flips = Flip.Of(Boards.Single(b => b.Task == Made.Fidelity), "sigma");
        var flip = Assert.Single(flips);
        Assert.Equal(("linear-elu", "top-k"), (flip.First, flip.Second));
    }

    [Fact]
    public void What_changed_beyond_noise_is_told_from_what_did_not()
    {
        var after = Made.Rows.Select(r => r.Cell.Mechanism switch
        {
            "linear-elu" when r.Cell.Task == "recall" => Shifted(r, 0.2),
            "uniform" => Shifted(r, -0.05),
            "delta-net" when r.Cell.Task == "recall" => Shifted(r, 0.005),
            "top-k" => Shifted(r, 0.1),
            _ => r,
        }).ToArray();
        var changes = Change.Between(Made.Rows, after, Made.Tasks).Where(c => c.Condition.Length == 0)
            .ToDictionary(c => $"{c.Task} {c.Mechanism}", c => c.Kind);
        Assert.Equal(ChangeKind.Better, changes["recall linear-elu"]);
        Assert.Equal(ChangeKind.Worse, changes["recall uniform"]);
        Assert.Equal(ChangeKind.WithinNoise, changes["recall delta-net"]);
        Assert.Equal(ChangeKind.CannotTell, changes["closeness top-k"]);
        Assert.Equal(ChangeKind.Same, changes[$"recall {Made.Exact}"]);

        static Heed.Bench.Stores.Row Shifted(Heed.Bench.Stores.Row row, double by) =>
            row with { Outcome = row.Outcome! with { Numbers = [.. row.Outcome.Numbers.Select(n => n with { Value = n.Value + by })] } };
    }

    [Fact]
    public void Published_tables_are_of_tasks_that_there_are_and_rank_at_least_three_that_we_have()
    {
        Assert.NotEmpty(PublishedTable.All);
        Assert.All(PublishedTable.All, t =>
        {
            Assert.Contains(TaskCatalog.All, task => task.Id == t.Task);
            Assert.True(t.Rows.Count(r => r.Contestant is not null) >= 3, t.Id);
            Assert.Matches(@"arXiv:\d{4}\.\d{5}", t.Source);
            Assert.NotEmpty(t.Caution);
        });
    }

    [Fact]
    public void The_other_way_round_means_beyond_the_range_of_seeds()
    {
        var mqar = TaskCatalog.Named("mqar");
        Assert.Equal(1, Of(0.7).Tau, 1e-12);
        Assert.Empty(Of(0.91).Disagreements);
        Assert.Equal([("delta-net", "gla")], Of(0.97).Disagreements);
        Assert.Equal(4, Of(0.97).Rows.Count);

        Agreement Of(double gla)
        {
            var rows = from seed in Enumerable.Range(1, 3)
                       from r in new (string Name, double Value)[] { (Made.Exact, 1), ("delta-net", 0.9), ("gla", gla), ("based", 0.5) }
                       select Made.Row(mqar, r.Name, seed, new Measured("accuracy", r.Value + (0.02 * seed)));
            return Agreement.Of(Board.Of([.. rows])).Single(a => a.Table.Id == "zoology-recall");
        }
    }
}
