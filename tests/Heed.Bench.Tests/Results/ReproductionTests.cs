using System.Globalization;
using Heed.Bench.Plans;
using Heed.Bench.Results;

namespace Heed.Bench.Tests.Results;

/// <summary>What docs/results says of the numbers there.</summary>
public class ReproductionTests
{
    private const string Exact = "scaled-dot-product";

    /// <summary>All that were measured: what the catalog calls recurrent, and the GRU.</summary>
    private static readonly string[] OfFixedSize =
        [.. Table("copy").Rows.Select(r => r.Mechanism)
            .Where(m => m == Contestant.Gru || Contestant.Parse(m).Mechanism?.Family == Heed.Recurrent.RecurrentFamily.Instance)];

    [Fact]
    public void Exact_softmax_recalls_everything_the_delta_rule_more_than_what_only_fades_and_a_window_or_a_gru_next_to_nothing()
    {
        Assert.InRange(Found("mqar", Exact), 0.99, 1);
        Assert.True(Found("mqar", "delta-net") > Found("mqar", "simple-gla"));
        Assert.InRange(Found("mqar", "sliding-window(16)"), 0, 0.05);
        Assert.InRange(Found("mqar", Contestant.Gru), 0, 0.05);
    }

    [Fact]
    public void Based_recalls_as_much_as_exact_softmax_and_gla_less_than_simple_gla()
    {
        Assert.InRange(Found("mqar", "based"), 0.99, 1);
        Assert.True(Found("mqar", "based") > Found("mqar", "delta-net"));
        Assert.True(Found("mqar", "gla") < Found("mqar", "simple-gla"));
    }

    [Fact]
    public void What_has_a_memory_of_fixed_size_does_not_copy_as_exact_attention_does()
    {
        Assert.InRange(Found("copy", Exact), 0.95, 1);
        Assert.Contains("delta-net", OfFixedSize);
        Assert.All(OfFixedSize, m => Assert.True(Found("copy", m) < Found("copy", Exact) - 0.05, m));
        Assert.Equal("based", OfFixedSize.MaxBy(m => Found("copy", m)));
        Assert.All(OfFixedSize.Except(["based"]), m => Assert.True(Found("copy", m) < Found("copy", Exact) - 0.15, m));
        Assert.True(OfFixedSize.Except(["based"]).Max(m => Found("copy", m)) > Found("copy", "delta-net"));
    }

    [Fact]
    public void The_character_model_prefers_a_gru_after_few_steps_and_elu_is_behind_softmax()
    {
        Assert.True(Found("characters", Contestant.Gru) < Found("characters", Exact));
        Assert.All(new[] { "simple-gla", "gated-delta-net", "sliding-window(16)" },
            m => Assert.True(Found("characters", m) < Found("characters", Exact), m));
        Assert.True(Found("characters", Exact) < Found("characters", "linear-elu"));
    }

    [Fact]
    public void The_character_model_after_2000_steps_has_these_nats()
    {
        double Nats(string mechanism) => Measured("characters", "nats", mechanism, "characters", seeds: 2);
        Assert.InRange(Nats(Contestant.Gru), 1.555, 1.565);
        Assert.InRange(Nats("causal"), 1.655, 1.665);
        Assert.InRange(Nats("simple-gla"), 1.685, 1.695);
        Assert.InRange(Nats("linear-elu"), 1.985, 1.995);
    }

    [Fact]
    public void A_pass_grows_with_the_square_of_the_length_and_linearly_where_the_memory_is_of_fixed_size()
    {
        Assert.InRange(Measured("cost", "exponent", Exact), 1.85, 2.1);
        string[] linear = ["based", "delta-net", "gated-delta-net", "gla", "linear-elu", "linear-unnormalized", "performer", "simple-gla"];
        Assert.All(linear, m => Assert.InRange(Measured("cost", "exponent", m), 0.85, 1.15));
    }

    [Fact]
    public void Quick_took_less_than_four_minutes_and_standard_less_than_eighty()
    {
        Assert.InRange(Minutes(Rows("quick")), 1, 4);
        Assert.InRange(Minutes(Rows("standard")), 1, 80);
    }

    [Theory]
    [InlineData("quick")]
    [InlineData("standard")]
    public void A_suite_took_between_what_is_told_of_exact_attention_and_the_spread_of_the_others(string suite)
    {
        var cells = Rows(suite).DistinctBy(f => (f[0], f[2], f[3], f[5])).ToArray();
        var told = cells.Sum(f => TaskCatalog.Named(f[0]).Estimate(TaskSize.Parse(f[2])));
        Assert.InRange(cells.Sum(f => double.Parse(f[17], CultureInfo.InvariantCulture)), told, told * Estimates.Spread);
    }

    [Fact]
    public void No_mechanism_took_more_than_15_seconds_of_quick()
    {
        var mechanisms = Rows("quick").GroupBy(f => f[3]).ToArray();
        Assert.InRange(mechanisms.Length, 33, int.MaxValue);
        Assert.All(mechanisms, m => Assert.InRange(Minutes(m) * 60, 0.01, 15));
    }

    [Fact]
    public void Errors_of_random_features_fall_and_orthogonal_ones_are_better()
    {
        Assert.InRange(Measured("random-features", "slope", "performer"), -1.1, -0.6);
        Assert.InRange(Measured("random-features", "orthogonal-gain", "performer"), 1.02, 2);
    }

    /// <summary>The median over seeds of a number that is no headline, from the rows of a suite.</summary>
    private static double Measured(string task, string metric, string mechanism, string suite = "standard", int seeds = 3)
    {
        var values = from fields in Rows(suite)
                     where fields[0] == task && fields[3] == mechanism && fields[8] == metric && fields[9].Length == 0
                     orderby double.Parse(fields[10], CultureInfo.InvariantCulture)
                     select double.Parse(fields[10], CultureInfo.InvariantCulture);
        var sorted = values.ToArray();
        Assert.Equal(seeds, sorted.Length);
        return (sorted[(seeds - 1) / 2] + sorted[seeds / 2]) / 2;
    }

    /// <summary>How long two jobs took, if both were always busy; what is timed ran alone.</summary>
    private static double Minutes(IEnumerable<string[]> rows) =>
        rows.DistinctBy(f => (f[0], f[2], f[3], f[5]))
            .Sum(f => double.Parse(f[17], CultureInfo.InvariantCulture) / (f[0] == "cost" ? 1 : 2)) / 60;

    /// <summary>The rows of a suite; no field that is asked for here has a comma, and none before it.</summary>
    private static IEnumerable<string[]> Rows(string suite) =>
        from file in Directory.GetFiles(Path.Combine(Root(AppContext.BaseDirectory), "docs", "results"), "rows.csv",
            SearchOption.AllDirectories)
        where Path.GetFileName(Path.GetDirectoryName(file)) == suite
        from line in File.ReadLines(file).Skip(1)
        let fields = line.Split(',')
        where fields[6] == "done"
        select fields;

    internal static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Heed.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);

    /// <summary>Of the standard suite, whose tables come before those of the quick one.</summary>
    private static ResultTable Table(string task) => ResultTable.Shipped.First(t => t.Task == task);

    private static double Found(string task, string mechanism) => Table(task).Find(mechanism)!.Median;
}
