using Heed.Bench.Results;

namespace Heed.Bench.Tests.Results;

/// <summary>What docs/results says of the numbers there.</summary>
public class ReproductionTests
{
    private const string Exact = "scaled-dot-product";

    /// <summary>All that were measured: what the catalog calls recurrent, and the GRU.</summary>
    private static readonly string[] OfFixedSize =
        [.. Table("copy").Rows.Select(r => r.Mechanism).Where(m => m == Contestant.Gru || Contestant.Parse(m).Mechanism?.Family == Family.Recurrent)];

    [Fact]
    public void Exact_softmax_recalls_everything_the_delta_rule_more_than_what_only_fades_and_a_window_or_a_gru_next_to_nothing()
    {
        Assert.InRange(Found("mqar", Exact), 0.99, 1);
        Assert.True(Found("mqar", "delta-net") > Found("mqar", "simple-gla"));
        Assert.InRange(Found("mqar", "sliding-window(16)"), 0, 0.05);
        Assert.InRange(Found("mqar", Contestant.Gru), 0, 0.05);
    }

    [Fact]
    public void Based_recalls_more_and_gla_less_than_published()
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
        Assert.True(Found("characters", Exact) < Found("characters", "linear-elu"));
    }

    /// <summary>Of the standard suite, whose tables come before those of the quick one.</summary>
    private static ResultTable Table(string task) => ResultTable.Shipped.First(t => t.Task == task);

    private static double Found(string task, string mechanism) => Table(task).Find(mechanism)!.Median;
}
