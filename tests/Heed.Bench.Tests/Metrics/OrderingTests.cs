using Heed.Bench.Metrics;

namespace Heed.Bench.Tests.Metrics;

/// <summary>Whether the keys that matter are found.</summary>
public sealed class OrderingTests
{
    [Fact]
    public void Recall_counts_the_heaviest_keys_in_common()
    {
        double[] exact = [0.4, 0.3, 0.2, 0.1];
        Assert.Equal(1, Ordering.Recall(exact, [4, 3, 2, 1], 2));
        Assert.Equal(0.5, Ordering.Recall(exact, [4, 1, 2, 3], 2));
        Assert.Equal(0, Ordering.Recall(exact, [0, 0, 1, 2], 2));
        Assert.Equal(1, Ordering.Recall(exact, [0, 0, 1, 2], 4));
    }

    [Fact]
    public void Ties_for_the_last_place_are_shared()
    {
        Assert.Equal(2 / 5.0, Ordering.Recall([5, 4, 3, 2, 1], [1, 1, 1, 1, 1], 2), 15);                             // uniform: k/n
        // One surely, the other with probability ¼.
        Assert.Equal((1 + 1 / 4.0) / 2, Ordering.Recall([5, 4, 3, 2, 1], [9, 0, 0, 0, 0], 2), 15);
        Assert.Equal((1 + 1 / 4.0) / 2, Ordering.Recall([1, 2, 3, 4, 5], [0, 0, 0, 0, 9], 2), 15);
    }

    [Fact]
    public void Agreement_is_the_share_of_pairs_in_the_same_order()
    {
        Assert.Equal(1, Ordering.Agreement([1, 2, 3], [0.1, 0.2, 0.7]));
        Assert.Equal(0, Ordering.Agreement([1, 2, 3], [0.7, 0.2, 0.1]));
        Assert.Equal(2 / 3.0, Ordering.Agreement([1, 2, 3], [0.2, 0.1, 0.7]), 15);
        Assert.Equal(0.5, Ordering.Agreement([1, 2, 3], [0.3, 0.3, 0.3]));
        Assert.Equal(1, Ordering.Agreement([1, 1, 3], [0.3, 0.1, 0.6]));      // equal scores have no order to agree with
    }

    [Fact]
    public void Where_no_two_scores_differ_nothing_can_agree() =>
        Assert.Throws<ArgumentException>(() => Ordering.Agreement([1, 1], [0.5, 0.5]));

    [Fact]
    public void More_keys_than_there_are_cannot_be_the_heaviest() =>
        Assert.Throws<ArgumentException>(() => Ordering.Recall([1, 2], [1, 2], 3));
}
