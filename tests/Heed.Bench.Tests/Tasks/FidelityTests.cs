using Heed.Bench.Tasks;

namespace Heed.Bench.Tests.Tasks;

/// <summary>Similarity to exact attention.</summary>
public sealed class FidelityTests
{
    private static readonly FidelityTask Task = Cells.Task<FidelityTask>();

    [Fact]
    public void Exact_attention_is_exactly_like_itself()
    {
        var found = Cells.Run(Task, "scaled-dot-product", 1, "n=64 d=16");
        Assert.Equal(0, found.Of("frobenius"));
        Assert.Equal(1, found.Of("recall-at-8", "sigma=2"));
        Assert.Equal(1, found.Of("spearman", "input=ar1"), 12);
        Assert.Equal(1, found.Of("order-agreement", "input=needle"), 12);
        Assert.Equal(0, found.Of("kl", "sigma=4"), 12);
        Assert.Equal(1, found.Of("cosine", "sigma=0.5"), 5);
    }

    [Fact]
    public void The_order_turns_round_with_the_spread_of_the_scores()
    {
        var (flat, sparse) = (Cells.Run(Task, "based", 1, "n=64 d=16"), Cells.Run(Task, "top-k(8)", 1, "n=64 d=16"));
        Assert.True(flat.Of("frobenius", "sigma=0.5") < 0.2 * sparse.Of("frobenius", "sigma=0.5"));
        Assert.True(sparse.Of("frobenius", "sigma=4") < 0.2 * flat.Of("frobenius", "sigma=4"));
    }

    [Fact]
    public void What_must_be_learned_is_fitted_first_and_the_row_says_so()
    {
        var (none, some) = (Cells.Run(Task, "bilinear", 1, "n=32 d=8 fit=1"), Cells.Run(Task, "bilinear", 1, "n=32 d=8 fit=60"));
        Assert.True(some.Of("frobenius") < 0.8 * none.Of("frobenius"));
        Assert.Contains("64 numbers were fitted first, with 60 steps", Assert.Single(some.Notes));
        Assert.Contains("must be learned",
            Assert.Throws<NotApplicableException>(() => Cells.Run(Task, "bilinear", 1, "n=32 d=8 fit=0")).Message);
    }

    [Fact]
    public void Who_must_look_ahead_is_compared_with_attention_that_does_too() =>
        Assert.Contains(Cells.Run(Task, "nystrom", 1, "n=32 d=8").Notes, n => n.Contains("looks ahead"));

    [Fact]
    public void The_scale_of_weights_that_sum_to_nothing_in_particular_is_fitted_and_the_row_says_so()
    {
        var found = Cells.Run(Task, "linear-unnormalized", 1, "n=32 d=8");
        // Its outputs are many times as long as exact attention's.
        Assert.InRange(found.Of("frobenius"), 0.1, 1.5);
        Assert.Contains(found.Notes, n => n.Contains("the scale of the output"));
    }

    [Fact]
    public void Unit_keys_are_given_to_those_who_want_them() =>
        Assert.InRange(Cells.Run(Task, "delta-net", 1, "n=64 d=16 fit=2").Of("frobenius"), 0.1, 1.5);

    [Fact]
    public void Weights_of_either_sign_are_no_distribution()
    {
        var found = Cells.Run(Task, "linear-unnormalized", 1, "n=32 d=8");
        Assert.DoesNotContain(found.Numbers, n => n.Metric is "kl" or "total-variation");
        Assert.Contains(found.Numbers, n => n.Metric == "spearman");
    }

    [Fact]
    public void Yardsticks_that_compare_nothing_are_refused_with_the_reason() =>
        Assert.Contains("compares no queries", Task.NotApplicable(Contestant.Parse(Contestant.Gru)));

    [Fact]
    public void Errors_of_random_features_fall_with_their_number_and_orthogonal_ones_are_better()
    {
        var found = Cells.Run(Cells.Task<FeaturesTask>(), "performer", 1, "n=64 draws=10 features=64");
        // −1 for independent ones; orthogonal ones start better, so they fall less
        Assert.InRange(found.Of("slope"), -1.2, -0.3);
        Assert.True(found.Of("mse", "directions=independent features=64") < found.Of("mse", "directions=independent features=8") / 3);
        Assert.True(found.Of("orthogonal-gain") > 1);
        Assert.True(found.Of("mse", "directions=waves features=8") > found.Of("mse", "directions=orthogonal features=8"));
    }

    [Fact]
    public void Stored_patterns_are_found_by_exact_attention_and_lost_by_a_small_memory()
    {
        var task = Cells.Task<RetrievalTask>();
        var (exact, linear) = (Cells.Run(task, "scaled-dot-product", 1, "patterns=128 cues=32 noise=0.5"),
            Cells.Run(task, "linear-elu", 1, "patterns=128 cues=32 noise=0.5"));
        Assert.Equal(128, exact.Of("capacity"));
        Assert.True(linear.Of("recall-at-1", "patterns=128") < 0.5);
        Assert.InRange(Cells.Run(task, "uniform", 1, "patterns=128 cues=32").Of("recall-at-1", "patterns=128"), 0, 0.1);
    }
}
