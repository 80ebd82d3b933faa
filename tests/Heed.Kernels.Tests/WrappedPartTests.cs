namespace Heed.Kernels.Tests;

/// <summary>A part of a caller's own may use another within it, ask it about any pairs, and leave out what has a default.</summary>
public class WrappedPartTests
{
    private const int N = 70, M = 300;

    private static readonly Case One = new(1, 2, 1, N, M, 16, 16);

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void A_part_with_a_table_is_right_within_another_that_tells_it_of_no_block(int bits)
    {
        Case.Need(bits);
        var random = new Random(5);
        float[] floats = [.. Enumerable.Range(0, N * M).Select(_ => random.Next(4) == 0 ? float.NegativeInfinity : random.NextSingle())];
        bool[] marks = [.. floats.Select(x => x > 0.3f)];
        bool[] blocks = [.. Enumerable.Range(0, 5 * 10).Select(_ => random.Next(3) > 0)];
        int[] ids = [.. Enumerable.Range(0, M).Select(_ => random.Next(3))];
        Same(new FloatMask(floats, N, M), bits);
        Same(new BooleanMask(marks, N, M), bits);
        Same(new BlockMask(blocks, 1, 1, N, M, 16, 31), bits);
        Same(new KeyMask(marks[..M], M), bits);
        Same(new Documents(ids[..N], ids), bits);
    }

    [Fact]
    public void A_part_with_a_table_that_is_asked_about_other_pairs_reads_nothing_outside_of_it()
    {
        Ask(new FloatMask(new float[N * M], N, M));
        Ask(new BooleanMask(new bool[N * M], N, M));
        Ask(new BlockMask(new bool[N * M], 1, 1, N, M, 1, 1));
        Ask(new KeyMask(new bool[M], M));
        Ask(new Documents(new int[N], new int[M]));
        Assert.ThrowsAny<ArgumentException>(() => new BooleanMask(new bool[16], 4, 4).Classify(0, 4, 0, int.MaxValue));
        Assert.ThrowsAny<ArgumentException>(() => new FloatMask(new float[16], 4, 4).Classify(0, 4, 2, -1));
        Assert.Equal("keys", Assert.Throws<ArgumentException>(() => One.Run(new KeyMask(new bool[M], M / 2))).ParamName);

        // what it reads instead of nothing would end the process
        static void Ask<TPart>(TPart part) where TPart : struct, IPart<TPart>
        {
            foreach (var far in (int[])[-1, int.MinValue / 2, 1 << 20, int.MaxValue / 2])
                foreach (var (query, key) in ((int, int)[])[(far, 0), (0, far), (far, -far), (far, far)])
                    foreach (var n in (int[])[1, N])
                        Assert.True(Record.Exception(() => Asked(new Shifted<TPart>(part, query, key), n))
                            is null or ArgumentException or IndexOutOfRangeException);
        }

        static void Asked<TPart>(TPart part, int n) where TPart : struct, IPart<TPart>
        {
            View q = new(One.Q, new(1, 2, n, 16), 0, N * 16, 16), k = One.Keys;
            Attention.Forward(q, k, One.Values, new float[2 * n * 16], part);
        }
    }

    private static void Same<TPart>(TPart part, int bits) where TPart : struct, IPart<TPart>
    {
        Assert.Equal(One.Run(part, bits).Output, One.Run(new Within<TPart>(part), bits).Output);
        Assert.Equal(One.Run(part, bits).LogSumExp, One.Run(new Within<TPart>(part), bits).LogSumExp);
    }

    /// <summary>What is natural to write: the members that have no default.</summary>
    private readonly struct Within<TPart>(TPart part) : IPart<Within<TPart>> where TPart : struct, IPart<TPart>
    {
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => part.Apply<S, V>(score, at);
        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => part.Hide<S, V>(score, at);
        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
            => part.Backward<S, V>(score, gradient, at);
        public double Define(double score, int query, int key) => part.Define(score, query, key);
        public bool Sees(int query, int key) => part.Sees(query, key);
        public Within<TPart> For(int batch, int head) => new(part.For(batch, head));
    }

    /// <summary>Asks about pairs that there are none of.</summary>
    private readonly struct Shifted<TPart>(TPart part, int query, int key) : IPart<Shifted<TPart>> where TPart : struct, IPart<TPart>
    {
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => part.Apply<S, V>(score, Far(at));
        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => part.Hide<S, V>(score, Far(at));
        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;
        public double Define(double score, int i, int j) => part.Define(score, i, j);
        public bool Sees(int i, int j) => part.Sees(i, j);
        public Shifted<TPart> For(int batch, int head) => new(part.For(batch, head), query, key);

        private Lanes Far(Lanes at) => new(at.Query + query, at.Key + key, at.AlongKeys);
    }
}
