using Heed.Bench.Generators;

namespace Heed.Bench.Tests.Generators;

/// <summary>The recall tasks of MAD, against the published recipe.</summary>
public sealed class RecallTests
{
    [Fact]
    public void In_context_recall_asks_for_the_value_of_every_key_that_was_seen()
    {
        var rows = new ContextRecall().ToJudge(1, 100);
        Assert.Equal(127, rows.Length);
        for (var r = 0; r < rows.Count; r++)
        {
            var (given, wanted, seen) = (rows.Given(r).ToArray(), rows.Wanted(r).ToArray(), new Dictionary<long, long>());
            for (var i = 0; i < given.Length; i += 2)
            {
                Assert.InRange(given[i], 0, 7);
                if (seen.TryGetValue(given[i], out var value)) Assert.Equal(value, wanted[i]);
                else Assert.Equal(Rows.Ignore, wanted[i]);
                if (i + 1 == given.Length) continue;
                Assert.InRange(given[i + 1], 8, 15);
                Assert.Equal(Rows.Ignore, wanted[i + 1]);
                Assert.True(seen.TryAdd(given[i], given[i + 1]) || seen[given[i]] == given[i + 1]);
            }

            Assert.NotEqual(Rows.Ignore, wanted[^1]);                                      // the last key was seen
        }
    }

    [Fact]
    public void To_learn_from_it_every_next_symbol_is_asked_for()
    {
        var rows = new ContextRecall().ToLearn(1, 0, 10);
        for (var r = 0; r < rows.Count; r++)
        {
            Assert.Equal(rows.Given(r)[1..], rows.Wanted(r)[..^1]);
            Assert.InRange(rows.Wanted(r)[^1], 8, 15);
        }
    }

    [Fact]
    public void A_fifth_of_the_pairs_of_noisy_recall_is_noise()
    {
        var rows = new ContextRecall(32, 128, 16, 0.2).ToJudge(1, 400);
        var (noise, pairs) = (0, 0);
        for (var r = 0; r < rows.Count; r++)
        {
            for (var i = 0; i + 1 < rows.Length; i += 2)
            {
                var isNoise = rows.Given(r)[i] >= 16;
                Assert.Equal(isNoise, rows.Given(r)[i + 1] >= 16);
                Assert.True(!isNoise || rows.Wanted(r)[i] == Rows.Ignore);
                (noise, pairs) = (noise + (isNoise ? 1 : 0), pairs + 1);
            }
        }

        // One pair in 64 is never noise: 0.2 · 63/64, ± 5 deviations.
        Assert.InRange(noise / (double)pairs, 0.18, 0.21);
    }

    [Fact]
    public void Fuzzy_recall_asks_for_every_symbol_of_a_value_that_was_seen()
    {
        var rows = new FuzzyRecall().ToJudge(1, 100);
        for (var r = 0; r < rows.Count; r++)
        {
            var (given, wanted) = (rows.Given(r).ToArray(), rows.Wanted(r).ToArray());
            long[] all = [.. given.SkipWhile(s => s == 15), wanted[^1]];                   // the last symbol is only asked for
            bool[] asked = [.. wanted.Skip(given.Length - all.Length).Select(w => w != Rows.Ignore)];
            var seen = new Dictionary<string, string>();
            for (var i = 0; i < all.Length;)
            {
                Assert.All(all[i..(i + 3)], s => Assert.InRange(s, 0, 6));                 // keys to be judged by have the greatest length
                Assert.Equal(3, all[i..(i + 3)].Distinct().Count());
                var (key, from) = (string.Join(' ', all[i..(i + 3)]), i + 3);
                for (i = from; i < all.Length && all[i] > 6;) i++;
                var value = string.Join(' ', all[from..i]);
                Assert.InRange(i - from, 1, 3);
                if (seen.TryGetValue(key, out var before)) Assert.Equal(before, value);
                for (var at = from; at < i; at++) Assert.Equal(seen.ContainsKey(key), asked[at]);
                seen[key] = value;
            }

            Assert.True(asked[^1]);
        }
    }

    [Fact]
    public void Memorization_has_the_same_map_in_every_row_and_shows_it_in_none()
    {
        var map = new Dictionary<long, long>();
        foreach (var rows in new[] { new Memorization().ToLearn(1, 0, 50), new Memorization().ToJudge(2, 50) })
        {
            for (var r = 0; r < rows.Count; r++)
            {
                for (var i = 0; i < 32; i += 2)
                {
                    Assert.InRange(rows.Given(r)[i], 0, 126);
                    Assert.Equal(255, rows.Given(r)[i + 1]);
                    Assert.Equal(Rows.Ignore, rows.Wanted(r)[i]);
                    Assert.InRange(rows.Wanted(r)[i + 1], 127, 254);
                    Assert.True(map.TryAdd(rows.Given(r)[i], rows.Wanted(r)[i + 1]) || map[rows.Given(r)[i]] == rows.Wanted(r)[i + 1]);
                }
            }
        }

        Assert.Equal(map.Count, map.Values.Distinct().Count());
    }
}
