using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

/// <summary>Attention over a cache is attention over all that was appended.</summary>
public class CacheTests
{
    private static readonly float[] Slopes = [0.5f, 0.03f, 1, 0.2f];

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Any_appends_to_any_cache_are_seen_as_one_whole(int bits)
    {
        Case.Need(bits);
        var steps = Gen.Select(Gen.Int[0, 2], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[1, 40],
            Gen.Select(Gen.Int[0, 3], Gen.Int[0, 90], Gen.Int[1, 4]).Array[1, 8], Gen.Int[0, 999]);
        steps.ForEachDraw((kind, batch, groups, width, appends, seed) =>
        {
            var (model, window) = (new Grown(batch, groups, width, width + 3), seed % 60 + 1);
            AttentionCache cache = kind == 0 ? new KeyValueCache(batch, groups, width, width + 3, capacity: seed % 3)
                : kind == 1 ? new PagedCache(new PagePool(groups, width, width + 3, 1000, tokens: seed % 20 + 1), batch)
                : new RingCache(batch, groups, width, width + 3, window, queries: 4);
            foreach (var (which, count, n) in appends)
            {
                Append(cache, model, which, count, seed++);
                if (model.Tokens.Any(t => t.Count < n && t.Count > 0)) continue;
                AttentionOptions options = new() { Registers = bits };
                if (kind == 2)
                    model.Judge(cache, 2 * groups, n, seed++, (c, q, o, l)
                        => c.Attend(q, o, new Alibi(Slopes[..(2 * groups)], 0), l, options), m
                        => new Both<Alibi, Window>(new(Slopes[..(2 * groups)], m - n), new(window, m - n)));
                else
                {
                    model.Judge(cache, 2 * groups, n, seed++, (c, q, o, l) => c.Attend(q, o, l, options), m => new Causal(m - n));
                    model.Judge(cache, 2 * groups, n, seed++, (c, q, o, l)
                        => c.Attend(q, o, new Both<Alibi, Window>(new(Slopes[..(2 * groups)], 0), new(window, 0)), l, options), m
                        => new Both<Alibi, Window>(new(Slopes[..(2 * groups)], m - n), new(window, m - n)));
                }
            }
        }, iter: 60);
    }

    [Fact]
    public void What_a_cache_holds_can_be_read_the_oldest_first()
    {
        const int Tokens = 23, Kept = 7;
        var (k, v) = new Grown(2, 2, 5, 3).Append([0, 1], Tokens, 4);
        AttentionCache[] caches = [new KeyValueCache(2, 2, 5, 3, 1), new PagedCache(new(2, 5, 3, 20, 4), 2),
            new RingCache(2, 2, 5, 3, Kept)];
        foreach (var cache in caches)
        {
            cache.Append(new View(k, new(2, 2, Tokens, 5)), new View(v, new(2, 2, Tokens, 3)));
            var m = cache is RingCache ? Kept : Tokens;
            for (var b = 0; b < 2; b++)
            {
                var (keys, values) = (new float[2 * m * 5], new float[2 * m * 3]);
                cache.Read(b, keys, values);
                for (var g = 0; g < 2; g++)
                {
                    Assert.Equal(k.AsSpan(((b * 2 + g) * Tokens + Tokens - m) * 5, m * 5), keys.AsSpan(g * m * 5, m * 5));
                    Assert.Equal(v.AsSpan(((b * 2 + g) * Tokens + Tokens - m) * 3, m * 3), values.AsSpan(g * m * 3, m * 3));
                }
                Assert.Contains($"(2, {m}, 5) needs", Assert.Throws<ArgumentException>("k", () => cache.Read(0, new float[1], values))
                    .Message);
            }
        }
    }

    [Fact]
    public void Pages_give_the_same_bits_as_one_piece()
    {
        var steps = Gen.Select(Gen.Int[1, 700], Gen.Int[1, 8], Gen.Int[1, 70], Gen.Int[1, 130], Gen.Int[0, 999]);
        steps.ForEachDraw((m, n, page, width, seed) =>
        {
            n = Math.Min(n, m);
            var (k, v) = new Grown(1, 2, width, 20).Append([0], m, seed);
            AttentionCache[] caches = [new KeyValueCache(1, 2, width, 20), new PagedCache(new(2, width, 20, m, page), 1),
                new RingCache(1, 2, width, 20, m, n)];
            var q = Case.Draw(6 * n * width, 1, seed);
            var outputs = caches.Select(cache =>
            {
                var output = new float[6 * n * 20];
                cache.Append(new View(k, new(1, 2, m, width)), new View(v, new(1, 2, m, 20)));
                cache.Attend(new View(q, new(1, 6, n, width)), output, new Window(m, 0));
                return output;
            }).ToArray();
            Assert.Equal(outputs[0], outputs[1]);
            Assert.Equal(outputs[0], outputs[2]);
        }, iter: 60);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(50)]
    public void A_prompt_of_any_length_attends_over_any_cache(int n)
    {
        var model = new Grown(2, 1, 16, 16);
        var (k, v) = model.Append([0, 1], n, 1);
        foreach (AttentionCache cache in (AttentionCache[])[new KeyValueCache(2, 1, 16, 16), new PagedCache(new(1, 16, 16, 60, 7), 2)])
        {
            cache.Append(new View(k, new(2, 1, n, 16)), new View(v, new(2, 1, n, 16)));
            model.Judge(cache, 3, n, 5, (c, q, o, l) => c.Attend(q, o, l), _ => new Causal(0));
        }
    }

    [Fact]
    public void Rings_forget_what_no_window_reaches_and_count_on()
    {
        var (ring, model) = (new RingCache(1, 1, 8, 8, window: 5, queries: 2), new Grown(1, 1, 8, 8));
        for (var t = 0; t < 20; t++)
        {
            Append(ring, model, 0, 1, t);
            Assert.Equal((t + 1, Math.Max(0, t + 1 - 6)), (ring.Length(0), ring.First(0)));
            model.Judge(ring, 1, Math.Min(t + 1, 2), t, (c, q, o, l) => c.Attend(q, o, l), m => new Window(5, m - Math.Min(m, 2)));
        }
        var thrown = Assert.Throws<ArgumentException>(() => ring.Attend(new View(new float[24], new(1, 1, 3, 8)), new float[24]));
        Assert.Equal("q", thrown.ParamName);
        Assert.Contains("make it for 3 queries", thrown.Message);
        ring.Reset(0);
        Assert.Equal((0, 0), (ring.Length(0), ring.First(0)));
    }

    [Fact]
    public void Forgotten_tokens_are_not_seen_again()
    {
        var (cache, model) = (new KeyValueCache(1, 1, 4, 4, 10), new Grown(1, 1, 4, 4));
        var nan = Enumerable.Repeat(float.NaN, 40).ToArray();
        cache.Append(new View(nan, new(1, 1, 10, 4)), new View(nan, new(1, 1, 10, 4)));
        cache.Truncate(0, 0);
        Append(cache, model, 0, 3, 1);
        model.Judge(cache, 2, 1, 2, (c, q, o, l) => c.Attend(q, o, default(Everything), l), _ => default(Everything));
        Assert.Equal(10, cache.Capacity);
        cache.Reset();
        Assert.Equal(0, cache.Length(0));
    }

    [Fact]
    public void Room_doubles_when_it_is_full_and_stays_where_it_was_reserved()
    {
        var (cache, model) = (new KeyValueCache(2, 1, 4, 4, 3), new Grown(2, 1, 4, 4));
        Append(cache, model, 3, 4, 1);
        Assert.Equal(6, cache.Capacity);
        cache.Reserve(100);
        Append(cache, model, 0, 90, 2);
        Assert.Equal(100, cache.Capacity);
        Assert.Equal((94, 4), (cache.Length(0), cache.Length(1)));
        var whole = new float[4];
        Attention.Forward(new View(Case.Draw(4, 1, 3), new(1, 1, 1, 4)), cache.Keys(0), cache.Values(0), whole);
        model.Judge(cache, 1, 1, 3, (c, q, o, l) => c.Attend(q, o, l), m => new Causal(m - 1));
    }

    [Fact]
    public void A_sequence_without_tokens_gives_zero()
    {
        var cache = new KeyValueCache(2, 1, 4, 4);
        cache.Append(1, new View(new float[8], new(1, 1, 2, 4)), new View([1, 1, 1, 1, 3, 3, 3, 3], new(1, 1, 2, 4)));
        float[] output = new float[8], sums = new float[2];
        cache.Attend(new View(new float[8], new(2, 1, 1, 4)), output, sums);
        Assert.Equal([0, 0, 0, 0, 2, 2, 2, 2], output);
        Assert.Equal(float.NegativeInfinity, sums[0]);
    }

    [Fact]
    public void What_does_not_fit_a_cache_names_the_argument()
    {
        var cache = new KeyValueCache(2, 2, 4, 6);
        View Data(int b, int h, int t, int d) => new(new float[b * h * t * d], new(b, h, t, d));
        void Refused(string name, Action call) => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(call).ParamName);
        Refused("k", () => cache.Append(Data(1, 2, 1, 4), Data(1, 2, 1, 6)));
        Refused("k", () => cache.Append(0, Data(1, 2, 1, 5), Data(1, 2, 1, 6)));
        Refused("v", () => cache.Append(Data(2, 2, 1, 4), Data(2, 2, 2, 6)));
        Refused("sequence", () => cache.Append(2, Data(1, 2, 1, 4), Data(1, 2, 1, 6)));
        Refused("sequence", () => cache.Length(-1));
        Refused("capacity", () => new KeyValueCache(1, 1, 4, 4, -1));
        Refused("window", () => new RingCache(1, 1, 4, 4, 0));
        Refused("queries", () => new RingCache(1, 1, 4, 4, 3, 0));
        Refused("pages", () => new PagePool(1, 4, 4, 0));
        Refused("length", () => cache.Truncate(0, 1));
        Refused("q", () => cache.Attend(Data(2, 3, 1, 4), new float[36]));
        Refused("output", () => cache.Attend(Data(2, 2, 1, 4), new float[23]));
        Refused("logSumExp", () => cache.Attend(Data(2, 2, 1, 4), new float[24], new float[3]));
        cache.Append(0, Data(1, 2, 1, 4), Data(1, 2, 1, 6));
        Refused("q", () => cache.Attend(Data(2, 2, 2, 4), new float[48]));
    }

    private static void Append(AttentionCache cache, Grown model, int which, int count, int seed)
    {
        var (groups, width, valueWidth) = (cache.Groups, cache.Width, cache.ValueWidth);
        int[] sequences = which < cache.Batch ? [which] : [.. Enumerable.Range(0, cache.Batch)];
        var (k, v) = model.Append(sequences, count, seed * 1000);
        var keys = new View(k, new(sequences.Length, groups, count, width));
        var values = new View(v, new(sequences.Length, groups, count, valueWidth));
        if (which < cache.Batch) cache.Append(which, keys, values);
        else cache.Append(keys, values);
    }
}
