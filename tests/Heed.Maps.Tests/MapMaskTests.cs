namespace Heed.Maps.Tests;

public sealed class MapMaskTests
{
    private const int Keys = 70;                                                            // more than one machine word of them

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void What_planes_have_in_common_is_masked_in_every_one_of_them_and_in_no_other_place(int first, int count)
    {
        var visible = Drawn(planes: 6, queries: 2);
        var common = MapMask.FromVisible(visible, 2, Keys, planes: 6).Common(first, count);
        Assert.Equal(1, common.Planes);
        for (var pair = 0; pair < 2 * Keys; pair++)
        {
            var everywhere = Enumerable.Range(first, count).All(plane => !visible[plane * 2 * Keys + pair]);
            Assert.Equal(everywhere, common.IsMasked(0, pair / Keys, pair % Keys));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void One_head_that_may_read_a_pair_is_enough_for_the_mean_to_show_it(int seeing)
    {
        var visible = new bool[3 * 2];
        visible[seeing * 2] = true;
        var map = Sample.Of([.3f, 1, .3f, 1, .3f, 1], ["a"], ["a", "b"], heads: 3, mask: MapMask.FromVisible(visible, 1, 2, planes: 3));
        var panel = Assert.Single(Picture.Of(map, new()).Panels);
        Assert.False(panel.IsMasked(0, 0));
        Assert.True(panel.IsMasked(0, 1));
        Assert.Equal(.1f, panel.Row(0)[0], 6);
    }

    [Fact]
    public void A_shared_mask_is_what_its_planes_have_in_common()
    {
        var mask = MapMask.Causal(3, 3);
        Assert.Same(mask, mask.Common(4, 2));
        Assert.True(mask.IsMasked(plane: 5, 0, 1));
    }

    [Fact]
    public void Masked_pairs_are_counted_over_all_planes()
    {
        var visible = Drawn(planes: 3, queries: 2);
        Assert.Equal(visible.Count(v => !v), MapMask.FromVisible(visible, 2, Keys, planes: 3).Count);
    }

    [Theory]
    [InlineData(0, 1, 1, "planes")]
    [InlineData(1, 0, 1, "queries")]
    [InlineData(1, 1, 0, "keys")]
    public void An_empty_mask_is_refused(int planes, int queries, int keys, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => MapMask.FromVisible([], queries, keys, planes)).ParamName);

    [Fact]
    public void A_wrong_number_of_booleans_is_refused_with_the_numbers()
    {
        var e = Assert.Throws<ArgumentException>(() => MapMask.FromVisible(new bool[11], 2, 3, planes: 2));
        Assert.Equal("visible", e.ParamName);
        Assert.StartsWith("11 booleans given, 2 × 2 × 3 = 12 expected.", e.Message);
    }

    private static bool[] Drawn(int planes, int queries)
    {
        var random = new Random(planes);
        return [.. Enumerable.Range(0, planes * queries * Keys).Select(_ => random.Next(3) == 0)];
    }
}
