using System.Runtime.CompilerServices;

namespace Heed.Kernels.Tests;

/// <summary>The part of docs/guide/kernels.md that a reader could have written, and how it is judged there.</summary>
public sealed class GuidePartTests
{
    private static readonly Case Example = new(2, 8, 8, 100, 100, 64, 64);
    private readonly float[] v = Example.V;

    #region part
    /// <summary>Scores fall with distance, and a query sees only the keys at an even distance.</summary>
    private readonly struct Nearness(int reach) : IPart<Nearness>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
            => S.Div(score, S.Fma(Apart<S, V>(at), S.Create(1f / reach), S.Create(1)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        {
            var half = S.Mul(Apart<S, V>(at), S.Create(0.5f));
            return S.Select(S.Same(S.Round(half), half), score, S.Create(float.NegativeInfinity));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
            => Apply<S, V>(gradient, at);                   // what the score is multiplied by, the gradient is too

        public double Define(double score, int query, int key) => score / (1 + Math.Abs(query - key) / (double)reach);

        public bool Sees(int query, int key) => (query - key) % 2 == 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Apart<S, V>(Lanes at) where S : struct, ISimd<V> where V : struct
        {
            var apart = S.Sub(at.Queries<S, V>(), at.Keys<S, V>());
            return S.Max(apart, S.Sub(S.Create(0), apart));
        }
    }
    #endregion

    #region table
    /// <summary>Adds a number for each pair, out of a table (N, M) of the program's own.</summary>
    private readonly struct Table(float[] numbers, int keys) : IPart<Table>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
            => S.Add(score, at.Read<S, V>(numbers, perQuery: keys, perKey: 1));

        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

        public double Define(double score, int query, int key) => score + numbers[query * keys + key];

        public bool Sees(int query, int key) => true;
    }
    #endregion

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void A_part_of_the_readers_own_reads_its_own_table(int bits)
    {
        Case.Need(bits);
        foreach (var (n, m) in ((int, int)[])[(1, 1), (3, 300), (70, 131), (100, 7)])
        {
            var one = new Case(2, 2, 1, n, m, 16, 16);
            var part = new Table(Case.Draw(n * m, 2, 4), m);
            one.Judge(part, bits);
            Gradients.Judge(one, part, default(Softmax), bits);
        }
    }

    [Fact]
    public void A_table_is_read_from_pairs_keys_queries_and_distances_and_never_beyond_its_end()
    {
        float[] table = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        Assert.Equal([13, 14, 15, 16], Four(new(1, 3, true), 10, 1));
        Assert.Equal([13, 23, 33, 0], Four(new(1, 3, false), 10, 1));
        Assert.Equal([3, 3, 3, 3], Four(new(1, 3, false), 0, 1));
        Assert.Equal([18, 17, 16, 15], Four(new(1, 3, true), 1, -1, 20));
        Assert.Equal([38, 39, 0, 0], Four(new(0, 38, true), 0, 1));
        foreach (var (query, key) in ((int, int)[])[(4, 0), (0, 40), (0, -1), (int.MaxValue, int.MaxValue), (int.MinValue, 0)])
            Assert.Contains($"The number of query {query} and key {key} would be",
                Assert.Throws<ArgumentOutOfRangeException>(() => Four(new(query, key, true), 10, 1)).Message);

        float[] Four(Lanes at, int perQuery, int perKey, int start = 0)
        {
            var lanes = new float[4];
            Simd128.Store(at.Read<Simd128, System.Runtime.Intrinsics.Vector128<float>>(table, perQuery, perKey, start), lanes.AsSpan());
            return lanes;
        }
    }

    [Fact]
    public void A_part_of_the_readers_own_is_judged_by_its_definition()
    {
        var queries = Example.Queries;
        var keys = Example.Keys;
        var values = Example.Values;

        #region judge
        var part = new Both<Nearness, Causal>(new(reach: 8), new(offset: 0));
        var (output, logSumExp) = (new float[2 * 8 * 100 * 64], new float[2 * 8 * 100]);
        Attention.Forward(queries, keys, values, output, part, logSumExp);

        var (defined, definedSums) = (new double[output.Length], new double[logSumExp.Length]);
        var size = AttentionDefinition.Forward(queries, keys, values, defined, definedSums, part);
        var error = output.Zip(defined).Max(pair => Math.Abs(pair.First - pair.Second));
        var allowed = Attention.ErrorBound * (1 + size) * v.Max(Math.Abs);
        #endregion

        Assert.InRange(error, 0, allowed);
        Gradients.Judge(Example, part, default(Softmax), 0);
    }
}
