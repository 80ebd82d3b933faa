using Heed.Bench.Generators;

namespace Heed.Bench.Tests.Generators;

/// <summary>Multi-query associative recall, against the published recipe.</summary>
public sealed class AssociativeRecallTests
{
    [Theory]
    [InlineData(256, 64, 8)]
    [InlineData(8192, 128, 8)]
    [InlineData(12, 8, 2)]
    public void Every_key_is_shown_once_with_its_value_and_asked_for_once(int symbols, int length, int pairs)
    {
        var rows = new AssociativeRecall(symbols, length, pairs, fillers: false).ToLearn(1, 0, 50);
        for (var r = 0; r < rows.Count; r++)
        {
            var (given, wanted) = (rows.Given(r).ToArray(), rows.Wanted(r).ToArray());
            // Fails when a key comes twice.
            var map = Enumerable.Range(0, pairs).ToDictionary(j => given[2 * j], j => given[2 * j + 1]);
            Assert.All(map.Keys, k => Assert.InRange(k, 1, symbols / 2 - 1));
            Assert.All(map.Values, v => Assert.InRange(v, symbols / 2, symbols - 1));
            Assert.Equal(pairs, map.Values.Distinct().Count());
            var asked = Enumerable.Range(0, length).Where(i => wanted[i] != Rows.Ignore).ToArray();
            Assert.Equal(map.Keys.Order(), asked.Select(i => given[i]).Order());
            Assert.All(asked, i => Assert.True(i >= 2 * pairs && i % 2 == 0 && wanted[i] == map[given[i]]));
            Assert.All(Enumerable.Range(2 * pairs, length - 2 * pairs).Except(asked), i => Assert.Equal(0, given[i]));
        }
    }

    [Fact]
    public void Fillers_change_nothing_but_the_places_that_were_empty()
    {
        var (plain, filled) = (new AssociativeRecall(fillers: false).ToJudge(3, 40), new AssociativeRecall().ToJudge(3, 40));
        var different = 0;
        for (var r = 0; r < 40; r++)
        {
            Assert.Equal(plain.Wanted(r), filled.Wanted(r));
            for (var i = 0; i < plain.Length; i++)
            {
                if (plain.Given(r)[i] != 0) Assert.Equal(plain.Given(r)[i], filled.Given(r)[i]);
                else if (filled.Given(r)[i] != 0) different++;
            }
        }

        // 40 empty places a row, and the filler is 0 once in 256
        Assert.InRange(different, 40 * 40 * 0.97, 40 * 40);
    }

    [Fact]
    public void First_gaps_follow_the_power_law()
    {
        const int rowsDrawn = 20_000, pairs = 8, space = 24;
        var rows = new AssociativeRecall().ToLearn(7, 0, rowsDrawn);
        var counts = new int[space];
        for (var r = 0; r < rowsDrawn; r++)
        {
            var first = rows.Given(r)[0];                                                  // the first key's gap is drawn before any other
            for (var i = 2 * pairs; i < rows.Length; i += 2)
            {
                if (rows.Given(r)[i] == first && rows.Wanted(r)[i] == rows.Given(r)[1]) counts[(i - 2 * pairs) / 2]++;
            }
        }

        var law = Enumerable.Range(1, space).Select(i => Math.Pow(i, 0.01 - 1)).ToArray();
        var chi = counts.Select((c, g) => (c, Expected: rowsDrawn * law[g] / law.Sum()))
            .Sum(x => Math.Pow(x.c - x.Expected, 2) / x.Expected);
        Assert.Equal(rowsDrawn, counts.Sum());
        // χ² with 23 degrees of freedom: outside with probability below 0.001
        Assert.InRange(chi, 5, 50);
    }

    [Theory]
    [InlineData(256, 63, 8, "even")]
    [InlineData(256, 30, 8, "at least 32")]
    [InlineData(64, 64, 8, "larger than the length")]
    public void Sizes_that_do_not_fit_are_refused(int symbols, int length, int pairs, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => new AssociativeRecall(symbols, length, pairs)).Message);
}
