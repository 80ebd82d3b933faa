namespace Heed.Kernels.Tests;

/// <summary>Whatever strides, lengths, counts and ranges a caller gives: nothing outside of what it gave is read or written.</summary>
public class OutsideTests
{
    private const long Half = 1L << 62;
    private const int Most = 1 << 24;

    private static readonly float[] One = [1];

    // Strides whose sums pass beyond 2⁶³ and come back to a small number.
    public static TheoryData<long, long, long> Wrapping => new()
    {
        { Half - (1L << 28), Half + (1L << 28), 4 },
        { Half + 7, Half - 7, 4 },
        { 4, Half + 9, Half - 9 },
        { long.MaxValue, long.MaxValue, 2 },
        { 1, long.MaxValue, 1 },
    };

    [Theory, MemberData(nameof(Wrapping))]
    public void Strides_that_lead_outside_are_refused_however_their_sum_wraps(long batch, long head, long token)
    {
        Refused(() => _ = new View(new float[64], new(2, 2, 2, 4), batch, head, token), "strides");
        Refused(() => _ = new View(new float[64], new(3, 3, 3, 1), batch, head, token), "strides");
        Refused(() => _ = new Place(new float[64], new(2, 2, 2, 4), batch, head, token), "strides");
    }

    [Fact]
    public void A_stride_that_is_never_stepped_may_be_any()
    {
        var q = new View(One, new(1, 1, 1, 1), long.MaxValue, long.MaxValue, long.MaxValue);
        var output = new float[1];
        Attention.Forward(q, q, q, new Place(output, new(1, 1, 1, 1), long.MaxValue, long.MaxValue, long.MaxValue), default(Everything),
            default(Softmax));
        Assert.Equal(1, output[0]);
    }

    [Theory]
    [InlineData(1 << 30, 1 << 30, 16, 1)]
    [InlineData(1 << 30, 1 << 30, 1, 16)]
    [InlineData(int.MaxValue, int.MaxValue, 0, 256)]
    [InlineData(0, int.MaxValue, int.MaxValue, 256)]
    public void A_shape_of_more_floats_than_can_be_counted_is_refused(int batch, int heads, int tokens, int width)
        => Refused(() => _ = new Shape(batch, heads, tokens, width), "more floats than can be counted");

    [Fact]
    public void A_call_of_more_floats_than_can_be_counted_is_refused()
    {
        Refused(() => Attention.Forward(Wide(1), Wide(1), Wide(8), default), "more floats than can be counted");
        Refused(() => Attention.Weights(Long(), Long(), new int[1 << 16], default, default(Everything)), "needs 18446744073709551616");
        Refused(() => Attention.Weights(Repeated(1, 1, 1, 1), Repeated(1, 1, Most + 1, 1), [0], default, default(Everything)), "up to 2²⁴");
        Refused(() => Attention.Backward(Many(), Many(), Many(), Many(), default, Many(), default, default, default, default(Everything),
            default(Softmax)), "gradients are computed of at most 715827863");

        static View Wide(int width) => Repeated(1 << 30, 1 << 30, 1, width);
        static View Long() => Repeated(1 << 16, 1 << 16, 1 << 16, 1);
        static View Many() => Repeated(1 << 15, 1 << 15, 1, 1);
    }

    // The same token at every place.
    private static View Repeated(int batch, int heads, int tokens, int width)
        => new(new float[width], new(batch, heads, tokens, width), 0, 0, 0);

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(Most + 1, 1)]
    [InlineData(1, Most + 1)]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void A_ring_of_more_tokens_than_can_be_counted_is_refused(int window, int queries)
        => Refused(() => _ = new RingCache(1, 1, 1, 1, window, queries), "give a number of tokens between 1 and 2²⁴");

    [Fact]
    public void Caches_and_pools_of_more_than_an_array_holds_are_refused()
    {
        Unheld(() => _ = new KeyValueCache(1, 1 << 30, 16, 16, 1 << 30));
        Unheld(() => _ = new KeyValueCache(1, int.MaxValue, 256, 256, int.MaxValue));
        Unheld(() => new KeyValueCache(1, 1 << 20, 1, 1, 0).Reserve(int.MaxValue));
        Unheld(() => _ = new RingCache(1, 1 << 30, 64, 64, 1 << 24, 1 << 24));
        Unheld(() => _ = new PagePool(1 << 30, 4, 4, 1, 1 << 30));
        Unheld(() => _ = new PagePool(1 << 20, 1, 1, 1, 1 << 20));
        Refused(() => _ = new PagePool(int.MaxValue, 256, 256, 1, int.MaxValue), "more floats than can be counted");
        Refused(() => _ = new PagePool(1, 1, 1, int.MaxValue), "pages is 2147483647");
        Refused(() => _ = new KeyValueCache(int.MaxValue, 1, 1, 1), "batch is 2147483647");
        Refused(() => _ = new KeyValueCache(-1, 1, 1, 1), "batch is -1");

        static void Unheld(Action make)
            => Assert.Contains("more than an array can hold", Assert.Throws<InvalidOperationException>(make).Message);
    }

    [Fact]
    public void A_cache_counts_tokens_only_as_far_as_positions_go()
    {
        var ring = new RingCache(1, 1, 1, 1, 4);
        ring.Append(Repeated(1, 1, Most, 1), Repeated(1, 1, Most, 1));
        Assert.Equal((Most, Most - 4), (ring.Length(0), ring.First(0)));
        Assert.Contains("positions go up to 2²⁴", Assert.Throws<InvalidOperationException>(() => ring.Append(new View(One, new(1, 1, 1, 1)),
            new View(One, new(1, 1, 1, 1)))).Message);
        Assert.Throws<InvalidOperationException>(() => new RingCache(1, 1, 1, 1, 4).Append(Repeated(1, 1, int.MaxValue, 1),
            Repeated(1, 1, int.MaxValue, 1)));
        Refused(() => ring.Append(new View(One, new(1, 1, 1, 1)), new View(One, new(1, 1, 0, 1))), "v is");
    }

    [Fact]
    public void Many_query_heads_of_one_KV_head_are_right_or_refused()
    {
        const int heads = (1 << 23) + 1;
        var (output, cache) = (new float[heads], new KeyValueCache(1, 1, 1, 1, 2));
        cache.Append(new View(One, new(1, 1, 1, 1)), new View([3f], new(1, 1, 1, 1)));
        Refused(() => cache.Attend(Repeated(1, heads, 1, 1), output), "at most 65536 query heads");
        Attention.Forward(Repeated(1, heads, 1, 1), cache.Keys(0), cache.Values(0), output);
        Assert.False(output.AsSpan().ContainsAnyExcept(3f));
    }

    // (from, to): ranges that lead outside, end before they begin, or wrap when they are rounded up.
    public static TheoryData<int, int> Ranges => new()
    {
        { 0, int.MaxValue }, { int.MinValue, int.MaxValue }, { -5, int.MaxValue - 3 }, { 0, int.MaxValue - 7 }, { -129, 1 << 30 },
    };

    [Theory, MemberData(nameof(Ranges))]
    public void A_part_that_sees_beyond_the_keys_sees_all_of_them(int from, int to)
    {
        foreach (var (n, m) in ((int, int)[])[(1, 300), (9, 300), (70, 300), (70, 5)])
        {
            var one = new Case(1, 2, 1, n, m, 16, 16);
            Assert.Equal(one.Run(default(Everything)).Output, one.Run(new Ranged(from, to)).Output);
            Assert.Equal(Back(one, default(Everything)), Back(one, new Ranged(from, to)));
        }
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue - 2, int.MinValue)]
    [InlineData(int.MinValue, int.MinValue)]
    [InlineData(400, 500)]
    [InlineData(8, 4)]
    public void A_part_that_sees_no_key_gives_nothing(int from, int to)
    {
        foreach (var n in (int[])[1, 9, 70])
        {
            var one = new Case(1, 2, 1, n, 300, 16, 16);
            Assert.All(one.Run(new Ranged(from, to)).Output, x => Assert.Equal(0, x));
            Assert.All(Back(one, new Ranged(from, to)), x => Assert.Equal(0, x));
        }
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    public void Scratch_below_nothing_is_nothing(int scratch)
    {
        var one = new Case(1, 2, 1, 70, 300, 16, 16);
        var mask = new FloatMask(new float[70 * 300], 70, 300);
        Assert.Equal(one.Run(mask).Output, one.Run(new Both<Greedy, FloatMask>(new(scratch), mask)).Output);
        Greedy.Asked = int.MaxValue;
        Refused(() => one.Run(new Greedy(int.MaxValue)), "more than an array can hold");
    }

    private static float[] Back<TPart>(Case one, TPart part) where TPart : struct, IPart<TPart>
    {
        var (output, sums) = one.Run(part);
        var (dq, dk, dv) = (new float[one.Q.Length], new float[one.K.Length], new float[one.V.Length]);
        Attention.Backward(one.Queries, one.Keys, one.Values, output, sums, Case.Draw(output.Length, 1, 9), dq, dk, dv, part);
        return [.. dq, .. dk, .. dv];
    }

    private static void Refused(Action act, string message) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(act).Message);

    /// <summary>Says that it sees a range, which may lie anywhere.</summary>
    private readonly struct Ranged(int first, int last) : IPart<Ranged>
    {
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;
        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;
        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;
        public double Define(double score, int query, int key) => score;
        public bool Sees(int query, int key) => true;
        public (int From, int To) Visible(int from, int to, int keys) => (first, last);
        public BlockKind Classify(int from, int to, int first, int end) => BlockKind.Unchanged;
    }

    /// <summary>Asks for an amount of scratch that makes no sense.</summary>
    private readonly struct Greedy : IPart<Greedy>
    {
        public Greedy(int scratch) => Asked = scratch;

        public static int Asked { get; set; }

        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;
        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;
        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;
        public double Define(double score, int query, int key) => score;
        public bool Sees(int query, int key) => true;
        public static int Scratch(int queries, int keys) => Asked;
    }
}
