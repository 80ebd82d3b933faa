using CsCheck;

namespace Heed.Kernels.Tests;

/// <summary>The weights of chosen queries.</summary>
public class WeightsTests
{
    private const float Sentinel = 12345;

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Any_rows_have_the_weights_of_the_definition(int bits)
    {
        Case.Need(bits);
        var sizes = Gen.Select(Gen.Int[1, 60], Gen.Int[0, 257], Gen.Int[1, 70], Gen.Int[0, 40], Gen.Int[0, 3], Gen.Int[0, 999]);
        sizes.Sample((n, m, d, count, kind, seed) =>
        {
            var (random, one) = (new Random(seed), new Case(2, 4, 2, n, m, d, m == 0 ? 1 : Math.Min(m, 256), seed % 2 == 0 ? 60 : 3, seed));
            int[] rows = [.. Enumerable.Range(0, count).Select(_ => random.Next(n))];
            if (kind == 0) Judge(one, rows, default(Everything), bits);
            else if (kind == 1) Judge(one, rows, new Both<Sink, Causal>(new([1, -1, 0, 3]), new(m - n)), bits);
            else if (kind == 2) Judge(one, rows, new Both<SoftCap, Window>(new(5), new(seed % 40 + 1, m - n)), bits);
            else Judge(one, rows, new Documents([.. Enumerable.Range(0, n).Select(i => i / 7)], [.. Enumerable.Range(0, m).Select(i => i / 9)]), bits);
        }, iter: 150, threads: 1);
    }

    [Fact]
    public void Poison_behind_a_mask_weighs_nothing()
    {
        var one = new Case(1, 1, 1, 3, 100, 8, 1);
        one.K.AsSpan(50 * 8).Fill(float.NaN);
        Judge(one, [0, 2, 1], new Causal(47), 0);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var one = new Case(2, 4, 2, 90, 700, 32, 1);
        int[] rows = [.. Enumerable.Range(0, 90)];
        float[] Run(int threads)
        {
            var weights = new float[2 * 4 * 90 * 700];
            Attention.Weights(new View(one.Q, new(2, 4, 90, 32)), new View(one.K, new(2, 2, 700, 32)), rows, weights, new Causal(610), default, new() { Threads = threads });
            return weights;
        }
        Assert.Equal(Run(1), Run(3));
    }

    [Fact]
    public void A_normaliser_without_a_sum_weighs_each_pair()
    {
        var one = new Case(1, 1, 1, 2, 5, 4, 1);
        var weights = new float[10];
        Attention.Weights(new View(one.Q, new(1, 1, 2, 4)), new View(one.K, new(1, 1, 5, 4)), [1, 0], weights, new Causal(1), new Sigmoid(-1));
        for (var at = 0; at < 10; at++)
        {
            var (i, j) = (1 - at / 5, at % 5);
            var score = Enumerable.Range(0, 4).Sum(c => (double)one.Q[i * 4 + c] * one.K[j * 4 + c]) / 2;
            Assert.Equal(j <= i + 1 ? 1 / (1 + Math.Exp(1 - score)) : 0, weights[at], 1e-6);
        }
    }

    [Fact]
    public void What_does_not_fit_names_the_argument()
    {
        void Refused(string name, int[] rows, int keys, int groups, int room, int logs) => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => Attention.Weights(
            new View(new float[48], new(1, 2, 6, 4)), new View(new float[groups * keys * 4], new(1, groups, keys, 4)), rows, new float[room], default(Everything), new float[logs])).ParamName);
        Refused("rows", [0, 6], 3, 1, 12, 0);
        Refused("rows", [-1], 3, 1, 6, 0);
        Refused("k", [0], 3, 3, 6, 0);
        Refused("weights", [0], 3, 2, 7, 0);
        Refused("logSumExp", [0], 3, 2, 6, 11);
    }

    // The definition of weights is that of outputs whose values are the rows of the identity.
    private static void Judge<TPart>(Case one, int[] rows, TPart part, int bits) where TPart : struct, IPart<TPart>
    {
        var (b, h, n, m, d) = (one.B, one.H, one.N, one.M, one.D);
        var sums = new float[b * h * n];
        Attention.Forward(new View(one.Q, new(b, h, n, d)), new View(one.K, new(b, one.G, m, d)), new View(new float[b * one.G * m], new(b, one.G, m, 1)), new float[b * h * n], part, sums);
        foreach (var given in (float[][])[[], sums])
        {
            var weights = new float[b * h * rows.Length * m + 8];
            Array.Fill(weights, float.NaN);
            weights.AsSpan(^8..).Fill(Sentinel);
            Attention.Weights(new View(one.Q, new(b, h, n, d)), new View(one.K, new(b, one.G, m, d)), rows, weights.AsSpan(..^8), part, given, new() { Registers = bits });
            Assert.All(weights[^8..], x => Assert.Equal(Sentinel, x));
            for (var j0 = 0; j0 < m; j0 += 256) Compare(one, rows, part, weights, j0, Math.Min(256, m - j0));
        }
    }

    private static void Compare<TPart>(Case one, int[] rows, TPart part, float[] weights, int from, int count) where TPart : struct, IPart<TPart>
    {
        var (b, h, n, m, d) = (one.B, one.H, one.N, one.M, one.D);
        var identity = new float[b * one.G * m * count];
        for (var g = 0; g < b * one.G; g++)
            for (var j = 0; j < count; j++) identity[(g * m + from + j) * count + j] = 1;
        var want = new double[b * h * n * count];
        var size = AttentionDefinition.Forward(new View(one.Q, new(b, h, n, d)), new View(one.K, new(b, one.G, m, d)), new View(identity, new(b, one.G, m, count)), want, new double[b * h * n], part);
        for (var at = 0; at < b * h * rows.Length; at++)
            for (var j = 0; j < count; j++)
            {
                var (got, right) = (weights[(long)at * m + from + j], want[(at / rows.Length * n + rows[at % rows.Length]) * count + j]);
                Assert.True(Math.Abs(got - right) <= Attention.ErrorBound * (1 + size), $"{one}, row {at}, key {from + j}: {got}, the definition says {right}");
            }
    }
}
