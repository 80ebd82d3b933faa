using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

/// <summary>Caches that keep less than a float32 of each number, or values in their keys.</summary>
public class CachePrecisionTests
{
    private static readonly Gen<CachePrecision> Precisions = Gen.Int[0, 2].Select(i => (CachePrecision)i);

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Attention_reads_what_is_kept_exactly(int bits)
    {
        Case.Need(bits);
        var steps = Gen.Select(Gen.Select(Precisions, Gen.Int[0, 2], Gen.Bool), Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[4, 70],
            Gen.Int[1, 12], Gen.Select(Gen.Int[1, 400], Gen.Int[1, 5]).Array[1, 3], Gen.Int[0, 999]);
        steps.ForEachDraw((how, batch, groups, width, share, appends, seed) =>
        {
            var (precision, kind, inKeys) = how;
            var (valueWidth, window) = (inKeys ? Math.Max(1, width - seed % 5) : width + 3, seed % 60 + 1);
            var (model, options) = (new Grown(batch, groups, width, valueWidth),
                new CacheOptions { Precision = precision, ValuesInKeys = inKeys });
            AttentionCache cache = kind == 0 ? new KeyValueCache(batch, groups, width, valueWidth, capacity: seed % 3, options)
                : kind == 1 ? new PagedCache(new PagePool(groups, width, valueWidth, 2000, tokens: seed % 90 + 1, options), batch)
                : new RingCache(batch, groups, width, valueWidth, window, queries: 5, options);
            foreach (var (count, n) in appends)
            {
                Append(cache, model, count, seed++);
                model.Take(cache);
                if (count < n) continue;
                AttentionOptions run = new() { Registers = bits };
                if (kind == 2)
                    model.Judge(cache, share * groups, n, seed++, (c, q, o, l) => c.Attend(q, o, l, run), m => new Window(window, m - n));
                else model.Judge(cache, share * groups, n, seed++, (c, q, o, l) => c.Attend(q, o, l, run), m => new Causal(m - n));
            }
        }, iter: 120);
    }

    [Theory]
    [InlineData(CachePrecision.BFloat16, 1.0 / 256)]
    [InlineData(CachePrecision.Int8, 1.0 / 254)]
    public void What_is_kept_is_as_near_as_is_said_and_no_nearer(CachePrecision precision, double bound)
    {
        const int Tokens = 300, Width = 40;
        var (k, v) = new Grown(1, 2, Width, Width).Append([0], Tokens, 7, size: 30);
        var cache = new KeyValueCache(1, 2, Width, Width, options: new() { Precision = precision });
        cache.Append(new View(k, new(1, 2, Tokens, Width)), new View(v, new(1, 2, Tokens, Width)));
        var (keys, values) = (new float[k.Length], new float[v.Length]);
        cache.Read(0, keys, values);
        var worst = Math.Max(Worst(k, keys), Worst(v, values));
        Assert.InRange(worst, 0.9 * bound, bound * (1 + 1e-6));

        double Worst(float[] given, float[] kept)
        {
            var most = 0.0;
            for (var at = 0; at < given.Length; at += Width)
            {
                var largest = given.AsSpan(at, Width).ToArray().Max(MathF.Abs);
                for (var i = at; i < at + Width; i++)
                    most = Math.Max(most, Math.Abs((double)given[i] - kept[i])
                        / (precision == CachePrecision.BFloat16 ? Math.Abs(given[i]) : largest));
            }
            return most;
        }
    }

    [Theory]
    [InlineData(0x3F808000, 0x3F800000)]                                                   // halfway: to the even one, below
    [InlineData(0x3F818000, 0x3F820000)]                                                   // halfway: to the even one, above
    [InlineData(0x3F808001, 0x3F810000)]
    [InlineData(0x00000001, 0x00000000)]
    [InlineData(unchecked((int)0xFF7FFFFF), unchecked((int)0xFF800000))]                   // the largest float becomes infinite
    [InlineData(unchecked((int)0x80000000), unchecked((int)0x80000000))]
    public void The_upper_half_is_the_nearest_and_of_two_the_even_one(int given, int kept)
        => Assert.Equal(kept, BitConverter.SingleToInt32Bits(Kept(CachePrecision.BFloat16, BitConverter.Int32BitsToSingle(given))[0]));

    [Fact]
    public void Whole_numbers_are_the_nearest_to_a_share_of_the_largest()
        => Assert.Equal([127, -127, 0, 1, -64, 63], Kept(CachePrecision.Int8, 127, -127, 0.49f, 0.51f, -63.6f, 63.4f));

    [Fact]
    public void Zeros_and_the_largest_floats_are_kept_and_a_vector_with_NaN_is_NaN()
    {
        Assert.Equal([0, 0, 0], Kept(CachePrecision.Int8, 0, 0, -0f));
        Assert.All(Kept(CachePrecision.Int8, 1, float.NaN, 2), x => Assert.Equal(float.NaN, x));
        Assert.All(Kept(CachePrecision.Int8, 1, float.NegativeInfinity, 2), x => Assert.Equal(float.NaN, x));
        Assert.Equal([1, float.NaN, float.PositiveInfinity], Kept(CachePrecision.BFloat16, 1, float.NaN, float.PositiveInfinity));
        Assert.All(Kept(CachePrecision.Int8, float.MaxValue, -float.MaxValue), x => Assert.InRange(MathF.Abs(x), 3.4028e38f,
            float.MaxValue));
    }

    [Theory]
    [InlineData(CachePrecision.BFloat16)]
    [InlineData(CachePrecision.Int8)]
    public void What_a_window_hides_may_be_NaN(CachePrecision precision)
    {
        const int Tokens = 300, Window = 9;
        var model = new Grown(1, 1, 16, 16);
        var (k, v) = model.Append([0], Tokens, 3);
        var cache = new KeyValueCache(1, 1, 16, 16, options: new() { Precision = precision });
        k.AsSpan(0, (Tokens - Window) * 16).Fill(float.NaN);
        v.AsSpan(0, (Tokens - Window) * 16).Fill(float.NaN);
        cache.Append(new View(k, new(1, 1, Tokens, 16)), new View(v, new(1, 1, Tokens, 16)));
        var before = model.Tokens[0][..^Window];
        model.Take(cache);
        for (var t = 0; t < before.Count; t++) model.Tokens[0][t] = (new float[16], new float[16]);        // hidden: anything
        model.Judge(cache, 2, 1, 5, (c, q, o, l) => c.Attend(q, o, new Window(Window, 0), l), m => new Window(Window, m - 1));
    }

    [Theory]
    [InlineData(CachePrecision.Float32, false, 2 * (8 + 6) * 4)]
    [InlineData(CachePrecision.BFloat16, false, 2 * (8 + 6) * 2)]
    [InlineData(CachePrecision.Int8, false, 2 * (8 + 6 + 2 * 4))]
    [InlineData(CachePrecision.Float32, true, 2 * 8 * 4)]
    [InlineData(CachePrecision.Int8, true, 2 * (8 + 4))]
    public void A_token_takes_what_its_numbers_take(CachePrecision precision, bool inKeys, long bytes)
        => Assert.Equal(bytes,
            new KeyValueCache(1, 2, 8, 6, options: new() { Precision = precision, ValuesInKeys = inKeys }).BytesPerToken);

    [Fact]
    public void Latent_vectors_of_576_are_keys_and_their_first_512_are_values()
    {
        const int Tokens = 70, Heads = 20;
        var model = new Grown(1, 1, 576, 512);
        var cache = new PagedCache(new(1, 576, 512, 20, 16, new() { ValuesInKeys = true }), 1);
        Append(cache, model, Tokens, 5);
        model.Judge(cache, Heads, 3, 6, (c, q, o, l) => c.Attend(q, o, l), m => new Causal(m - 3));
    }

    [Fact]
    public void What_cannot_be_is_refused_in_a_sentence()
    {
        View Data(int width) => new(new float[width], new(1, 1, 1, width));
        CacheOptions inKeys = new() { ValuesInKeys = true };
        Assert.Contains("give keys alone", Assert.Throws<InvalidOperationException>(()
            => new KeyValueCache(1, 1, 4, 2, options: inKeys).Append(Data(4), Data(2))).Message);
        Assert.Contains("give keys and values", Assert.Throws<InvalidOperationException>(()
            => new KeyValueCache(1, 1, 4, 2).Append(Data(4))).Message);
        Assert.Contains("give keys and values", Assert.Throws<InvalidOperationException>(()
            => new KeyValueCache(1, 1, 4, 2).Append(0, Data(4))).Message);
        Assert.Equal("valueWidth", Assert.Throws<ArgumentException>(() => new RingCache(1, 1, 4, 5, 3, 1, inKeys)).ParamName);
        Assert.Contains("Float32, BFloat16, Int8", Assert.Throws<ArgumentOutOfRangeException>(()
            => new PagePool(1, 4, 4, 3, 4, new() { Precision = (CachePrecision)7 })).Message);
        foreach (var precision in (CachePrecision[])[CachePrecision.BFloat16, CachePrecision.Int8])
        {
            var cache = new KeyValueCache(1, 1, 4, 4, options: new() { Precision = precision });
            Assert.Contains("Read", Assert.Throws<InvalidOperationException>(() => cache.Keys(0)).Message);
            Assert.Contains("Read", Assert.Throws<InvalidOperationException>(() => cache.Values(0)).Message);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyValueCache(1, 1, 577, 4));
    }

    private static float[] Kept(CachePrecision precision, params float[] numbers)
    {
        var cache = new KeyValueCache(1, 1, numbers.Length, numbers.Length, options: new() { Precision = precision });
        var view = new View(numbers, new(1, 1, 1, numbers.Length));
        cache.Append(view, view);
        var (k, v) = (new float[numbers.Length], new float[numbers.Length]);
        cache.Read(0, k, v);
        Assert.Equal(k, v);
        return k;
    }

    private static void Append(AttentionCache cache, Grown model, int count, int seed)
    {
        var all = Enumerable.Range(0, cache.Batch).ToArray();
        var (k, v) = model.Append(all, count, seed * 1000);
        var keys = new View(k, new(cache.Batch, cache.Groups, count, cache.Width));
        if (!cache.ValuesInKeys)
        {
            cache.Append(keys, new View(v, new(cache.Batch, cache.Groups, count, cache.ValueWidth)));
            return;
        }
        cache.Append(keys);
        foreach (var b in all)
            for (var t = model.Tokens[b].Count - count; t < model.Tokens[b].Count; t++)
                for (var g = 0; g < cache.Groups; g++)
                    model.Tokens[b][t].K.AsSpan(g * cache.Width, cache.ValueWidth)
                        .CopyTo(model.Tokens[b][t].V.AsSpan(g * cache.ValueWidth));
    }
}
