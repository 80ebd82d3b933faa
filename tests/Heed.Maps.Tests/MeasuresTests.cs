namespace Heed.Maps.Tests;

public sealed class MeasuresTests
{
    private static readonly string[] Four = ["a", "b", "a", "c"];

    [Fact]
    public void Uniform_reading_of_four_keys_is_two_bits_and_four_keys()
    {
        var map = Sample.Of([.25f, .25f, .25f, .25f], ["a"], Four);
        Assert.Equal(2, Entropy.Bits(map, 0, 0, 0), 12);
        Assert.Equal(4, Entropy.EffectiveKeys(map, 0, 0, 0), 12);
    }

    [Fact]
    public void A_half_and_two_quarters_are_one_and_a_half_bits()
    {
        var map = Sample.Of([.5f, .25f, .25f, 0], ["a"], Four);
        Assert.Equal(1.5, Entropy.Bits(map, 0, 0, 0), 12);
        Assert.Equal(Math.Pow(2, 1.5), Entropy.EffectiveKeys(map, 0, 0, 0), 12);
    }

    [Fact]
    public void Rows_are_measured_by_their_proportions_and_signed_ones_by_size()
    {
        var map = Sample.Of([2, -1, 1, 0], ["a"], Four);
        Assert.Equal(1.5, Entropy.Bits(map, 0, 0, 0), 12);
    }

    [Fact]
    public void An_empty_row_has_no_entropy_no_keys_no_distance_and_no_share() =>
        Assert.Equal(default, Measures.OfRow(Sample.Of([0, 0, 0, 0], ["a"], Four), 0, 0, 0));

    [Fact]
    public void Masked_keys_are_absent_whatever_stands_behind_the_mask()
    {
        var mask = MapMask.FromVisible([true, true, false, false], 1, 4);
        var map = Sample.Of([.5f, .5f, float.NaN, 9], ["a"], Four, mask: mask);
        Assert.Equal(1, Entropy.Bits(map, 0, 0, 0), 12);
        Assert.Equal(.5, Share.FirstKey(map, 0, 0, 0), 12);
        Assert.Equal(.5, Share.SameToken(map, 0, 0, 0), 12);
        Assert.Equal([0, 1], TopKeys.Of(map, 0, 0, 0, 4).Select(k => k.Key));
    }

    [Fact]
    public void NaN_in_a_row_is_told() => Assert.True(double.IsNaN(Entropy.Bits(Sample.Of([1, float.NaN, 0, 0], ["a"], Four), 0, 0, 0)));

    [Fact]
    public void Distance_counts_from_where_the_query_stands_among_the_keys()
    {
        var map = Sample.Of([0, 0, 0, 1, .5f, .5f, 0, 0], ["a", "c"], Four);
        Assert.Equal(1, Locality.MeanDistance(map, 0, 0, 0), 12);
        Assert.Equal(2.5, Locality.MeanDistance(map, 0, 0, 1), 12);
    }

    [Fact]
    public void Same_token_adds_all_keys_that_read_like_the_query()
    {
        var map = Sample.Of([.1f, .2f, .3f, .4f], ["a"], Four);
        Assert.Equal(.4, Share.SameToken(map, 0, 0, 0), 6);
        Assert.Equal(.1, Share.FirstKey(map, 0, 0, 0), 6);
    }

    [Fact]
    public void A_capital_is_another_token() =>
        Assert.Equal(.1, Share.SameToken(Sample.Of([.1f, .9f], ["a"], ["a", "A"]), 0, 0, 0), 6);

    [Fact]
    public void The_largest_keys_come_first_and_ties_in_their_order() =>
        Assert.Equal([3, 1, 2], TopKeys.Of(Sample.Of([.1f, .2f, -.2f, .5f], ["a"], Four), 0, 0, 0, 3).Select(k => k.Key));

    [Fact]
    public void A_row_is_measured_by_each_measure()
    {
        var row = Measures.OfRow(Sample.Of([.5f, .25f, .25f, 0], ["a"], Four), 0, 0, 0);
        Assert.Equal(1.5, row.Entropy, 12);
        Assert.Equal(Math.Pow(2, 1.5), row.EffectiveKeys, 12);
        Assert.Equal((.5 * 3) + (.25 * 2) + .25, row.Distance, 12);
        Assert.Equal(.5, row.FirstKey, 12);
        Assert.Equal(.75, row.SameToken, 12);
    }

    [Fact]
    public void One_key_may_be_asked_for_and_is_the_largest() =>
        Assert.Equal([new KeyWeight(3, .4f)], TopKeys.Of(Sample.Of([.1f, .2f, .3f, .4f], ["a"], Four), 0, 0, 0, 1));

    [Fact]
    public void A_head_is_the_mean_of_its_rows()
    {
        var map = Sample.Softmax(5, 7, heads: 2, causal: true);
        var rows = Enumerable.Range(0, 5).Select(q => Measures.OfRow(map, 0, 1, q)).ToArray();
        var head = Measures.OfHead(map, 0, 1);
        Assert.Equal(rows.Average(r => r.Entropy), head.Entropy, 12);
        Assert.Equal(rows.Average(r => r.Distance), head.Distance, 12);
        Assert.Equal(rows.Average(r => r.SameToken), head.SameToken, 12);
        Assert.Equal(rows.Average(r => r.EffectiveKeys), head.EffectiveKeys, 12);
        Assert.Equal(rows.Average(r => r.FirstKey), head.FirstKey, 12);
    }

    [Fact]
    public void Nothing_that_measures_or_draws_changes_the_map()
    {
        var map = Sample.Softmax(6, 6, layers: 2, heads: 3, causal: true);
        var before = map.Weights.ToArray();
        Measures.OfHead(map, 1, 2);
        Aggregate.Mean(map, 1);
        Aggregate.Max(map, 1);
        Rollout.Of(map, 1);
        foreach (var renderer in MapFile.Renderers) Sample.Render(renderer, map, new() { Heads = HeadChoice.All });
        Assert.Equal(before, map.Weights.ToArray());
    }

    [Fact]
    public void Heads_are_averaged_and_maximised_by_pairs()
    {
        var map = Sample.Of([.2f, .8f, .6f, -.9f], ["a"], ["a", "b"], heads: 2);
        Assert.Equal([.4f, -.05f], Aggregate.Mean(map, 0).Select(x => MathF.Round(x, 6)));
        Assert.Equal([.6f, -.9f], Aggregate.Max(map, 0));
    }

    [Theory]
    [InlineData(float.NaN, .6f)]
    [InlineData(.6f, float.NaN)]
    public void NaN_in_any_head_is_NaN_in_what_joins_them(float first, float second)
    {
        var map = Sample.Of([first, .1f, second, .3f], ["a"], ["a", "b"], heads: 2);
        Assert.Equal([float.NaN, .3f], Aggregate.Max(map, 0));
        Assert.Equal([float.NaN, .2f], Aggregate.Mean(map, 0));
    }

    [Fact]
    public void Of_two_heads_that_read_alike_with_different_signs_the_first_is_the_maximum()
    {
        var map = Sample.Of([-.5f, .5f, .5f, -.5f], ["a"], ["a", "b"], heads: 2);
        Assert.Equal([-.5f, .5f], Aggregate.Max(map, 0));
    }

    [Fact]
    public void Keys_that_one_head_masks_count_as_nothing_for_it()
    {
        bool[] visible = [true, true, true, true, true, false, false, true, false, true, true, true];
        var map = Sample.Of([9, 9, 9, 9, 9, 9, 9, 9, .4f, .6f, .8f, .2f], ["a"], ["a", "b"], layers: 3, heads: 2,
            mask: MapMask.FromVisible(visible, 1, 2, planes: 6));
        Assert.Equal([.4f, .4f], Aggregate.Mean(map, 2));
        Assert.Equal([.8f, .6f], Aggregate.Max(map, 2));
        Assert.Equal([4.5f, 4.5f], Aggregate.Mean(map, 1));
    }

    [Fact]
    public void Rows_are_read_with_the_mask_of_their_own_layer_head_and_query()
    {
        var visible = new bool[2 * 3 * 2 * 2];
        Array.Fill(visible, true);
        visible[((1 * 3 + 2) * 2 + 1) * 2] = false;
        var map = Sample.Of([.. Enumerable.Repeat(.5f, visible.Length)], ["a", "b"], ["a", "b"], layers: 2, heads: 3,
            mask: MapMask.FromVisible(visible, 2, 2, planes: 6));
        for (var row = 0; row < 12; row++)
        {
            var (layer, head, query) = (row / 6, row / 2 % 3, row % 2);
            Assert.Equal(row == 11 ? 1 : 2, TopKeys.Of(map, layer, head, query, 9).Count);
        }
    }

    [Fact]
    public void Measures_of_a_row_that_does_not_sum_to_one_are_those_of_its_proportions() =>
        Assert.Equal(
            Measures.OfRow(Sample.Of([.5f, .25f, .125f, .125f], ["a"], Four), 0, 0, 0),
            Measures.OfRow(Sample.Of([2, 1, .5f, .5f], ["a"], Four), 0, 0, 0));

    [Fact]
    public void At_least_one_key_must_be_asked_for() =>
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => TopKeys.Of(Sample.Softmax(1, 1), 0, 0, 0, 0)).ParamName);

    [Fact]
    public void A_map_of_null_is_named()
    {
        foreach (var measure in (Action[])[() => Aggregate.Mean(null!, 0), () => Aggregate.Max(null!, 0),
            () => Measures.OfHead(null!, 0, 0), () => Rollout.Of(null!, 0)])
            Assert.Equal("map", Assert.Throws<ArgumentNullException>(measure).ParamName);
    }
}
