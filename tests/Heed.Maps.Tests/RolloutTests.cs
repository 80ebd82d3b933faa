namespace Heed.Maps.Tests;

public sealed class RolloutTests
{
    private static readonly string[] Two = ["a", "b"];

    [Fact]
    public void Rollout_by_hand()
    {
        // Layer 0 mixed with half the identity: [1 0; .25 .75]; layer 1: [1 0; .4 .6]; their product: [1 0; .4 + .6 × .25, .6 × .75].
        var map = Sample.Of([1, 0, .5f, .5f, 1, 0, .8f, .2f], Two, Two, layers: 2);
        Assert.Equal([1, 0, .55f, .45f], Rollout.Of(map, 1));
        Assert.Equal([1, 0, .9f, .1f], Rollout.Of(map, 1, residual: 0).Select(x => MathF.Round(x, 6)));
    }

    [Fact]
    public void Rollout_follows_a_position_back_from_the_last_layer()
    {
        // In the last layer both positions read b, and b read only a before.
        var map = Sample.Of([1, 0, 1, 0, 0, 1, 0, 1], Two, Two, layers: 2);
        Assert.Equal([1, 0, 1, 0], Rollout.Of(map, 1, residual: 0));
    }

    [Fact]
    public void Heads_are_averaged_before_the_residual_is_added_and_rows_are_divided_by_their_sum()
    {
        // The mean of the heads is [2 1; 0 0]; with half the identity [1.5 .5; 0 .5], rows divided by their sums.
        var map = Sample.Of([3, 1, 0, 0, 1, 1, 0, 0], Two, Two, heads: 2);
        Assert.Equal([.75f, .25f, 0, 1], Rollout.Of(map, 0));
    }

    [Fact]
    public void A_query_that_reads_nothing_gets_nothing_where_no_residual_passes_by()
    {
        var map = Sample.Of([4, 4, 9, 9], Two, Two, mask: MapMask.FromVisible([true, true, false, false], 2, 2));
        Assert.Equal([.5f, .5f, 0, 0], Rollout.Of(map, 0, residual: 0));
        Assert.Equal([1, 0, 0, 1], Rollout.Of(map, 0, residual: 1));
    }

    [Fact]
    public void What_nobody_reads_later_stays_out_even_if_it_is_not_a_number()
    {
        // In layer 0 the row of b is not a number; in layer 1 a reads itself alone, and b reads both.
        var map = Sample.Of([1, 0, float.NaN, 1, 1, 0, .5f, .5f], Two, Two, layers: 2);
        Assert.Equal([1, 0, float.NaN, float.NaN], Rollout.Of(map, 1));
    }

    [Fact]
    public void Rollout_of_a_rectangular_or_signed_map_is_refused()
    {
        var shape = Assert.Throws<ArgumentException>(() => Rollout.Of(Sample.Softmax(2, 3), 0));
        Assert.StartsWith("Rollout needs as many queries as keys; the map has 2 and 3.", shape.Message);
        var signed = Assert.Throws<ArgumentException>(() => Rollout.Of(Sample.Signed(3), 0));
        Assert.StartsWith("Rollout needs weights that are not negative; the map is signed.", signed.Message);
    }

    [Theory]
    [InlineData(-.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_residual_that_is_no_share_is_refused(double residual)
    {
        var e = Assert.Throws<ArgumentException>(() => Rollout.Of(Sample.Softmax(2, 2), 0, residual));
        Assert.Equal("residual", e.ParamName);
        Assert.StartsWith("The residual part must be 0 … 1; it is ", e.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_missing_layer_is_named(int layer) =>
        Assert.Equal("layer",
            Assert.Throws<ArgumentOutOfRangeException>(() => Rollout.Of(Sample.Softmax(2, 2, layers: 2), layer)).ParamName);
}
