using CsCheck;
using Heed.Tests;

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
        sizes.ForEachDraw((n, m, d, count, kind, seed) =>
        {
            var (random, one) = (new Random(seed), new Case(2, 4, 2, n, m, d, m == 0 ? 1 : Math.Min(m, 256), seed % 2 == 0 ? 60 : 3, seed));
            int[] rows = [.. Enumerable.Range(0, count).Select(_ => random.Next(n))];
            if (kind == 0) Judge(one, rows, default(Everything), bits);
            else if (kind == 1)
                Judge(one, rows, new Both<Sink, Both<Sink, Causal>>(new([1, -1, 0, 3]),
                    new(new([0, 2, float.NegativeInfinity, 3]), new(m - n))), bits, [[1, 0], [-1, 2], [0], [3, 3]]);
            else if (kind == 2) Judge(one, rows, new Both<SoftCap, Window>(new(5), new(seed % 40 + 1, m - n)), bits);
            else Judge(one, rows, new Documents([.. Enumerable.Range(0, n).Select(i => i / 7)],
                [.. Enumerable.Range(0, m).Select(i => i / 9)]), bits);
        }, iter: 150);
    }

    [Fact]
    public void Poison_behind_a_mask_weighs_nothing()
    {
        var one = new Case(1, 1, 1, 3, 100, 8, 1);
        one.K.AsSpan(50 * 8).Fill(float.NaN);
        Judge(one, [0, 2, 1], new Causal(47), 0, [[]]);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var one = new Case(2, 4, 2, 90, 700, 32, 1);
        int[] rows = [.. Enumerable.Range(0, 90)];
        float[] Run(int threads)
        {
            var weights = new float[2 * 4 * 90 * 700];
            Attention.Weights(new View(one.Q, new(2, 4, 90, 32)), new View(one.K, new(2, 2, 700, 32)), rows, weights, new Causal(610),
                default, new() { Threads = threads });
            return weights;
        }
        Assert.Equal(Run(1), Run(3));
    }

    [Fact]
    public void A_normaliser_without_a_sum_weighs_each_pair()
    {
        var one = new Case(1, 1, 1, 2, 5, 4, 1);
        var weights = new float[10];
        Attention.Weights(new View(one.Q, new(1, 1, 2, 4)), new View(one.K, new(1, 1, 5, 4)), [1, 0], weights, new Causal(1),
            new Sigmoid(-1));
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
        void Refused(string name, int[] rows, int keys, int groups, int room, int logs)
            => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => Attention.Weights(
            new View(new float[48], new(1, 2, 6, 4)), new View(new float[groups * keys * 4], new(1, groups, keys, 4)), rows,
                new float[room], default(Everything), new float[logs])).ParamName);
        Refused("rows", [0, 6], 3, 1, 12, 0);
        Refused("rows", [-1], 3, 1, 6, 0);
        Refused("k", [0], 3, 3, 6, 0);
        Refused("weights", [0], 3, 2, 7, 0);
        Refused("logSumExp", [0], 3, 2, 6, 11);
    }

    private static void Judge<TPart>(Case one, int[] rows, TPart part, int bits, double[][]? sinks = null)
        where TPart : struct, IPart<TPart>
    {
        var (b, h, n, m) = (one.B, one.H, one.N, one.M);
        var (want, size) = Define(one, rows, part, sinks ?? [[], [], [], []]);
        var sums = new float[b * h * n];
        Attention.Forward(one.Queries, one.Keys, new View(new float[b * one.G * m], new(b, one.G, m, 1)), new float[b * h * n], part, sums);
        foreach (var given in (float[][])[[], sums])
        {
            var weights = new float[want.Length + 8];
            Array.Fill(weights, float.NaN);
            weights.AsSpan(^8..).Fill(Sentinel);
            Attention.Weights(one.Queries, one.Keys, rows, weights.AsSpan(..^8), part, given, new() { Registers = bits });
            Assert.All(weights[^8..], x => Assert.Equal(Sentinel, x));
            Closeness.OfOutput(weights.AsSpan(..^8), want, size)
                .Demand(weights, want, $"{one}, {bits} bits, {typeof(TPart)}, {given.Length} logarithms: weight");
        }
    }

    // The weights by their formula, row by row; a part's sinks are given apart, so that what the part makes of them is judged too.
    private static (double[] Weights, double Size) Define<TPart>(Case one, int[] rows, TPart part, double[][] sinks)
        where TPart : struct, IPart<TPart>
    {
        var (m, d, size, weights, scores) = (one.M, one.D, 0.0, new double[one.B * one.H * rows.Length * one.M], new double[one.M]);
        for (var at = 0; at < one.B * one.H * rows.Length; at++)
        {
            var (b, h, i) = (at / rows.Length / one.H, at / rows.Length % one.H, rows[at % rows.Length]);
            var (own, q, k) = (part.For(b, h), ((b * one.H + h) * one.N + i) * d, (b * one.G + h * one.G / one.H) * m * d);
            for (var j = 0; j < m; j++)
            {
                scores[j] = double.NegativeInfinity;
                if (!own.Sees(i, j)) continue;
                var (dot, sum) = (0.0, 0.0);
                for (var c = 0; c < d; c++)
                {
                    var product = (double)one.Q[q + c] * one.K[k + j * d + c] / Math.Sqrt(d);
                    (dot, sum) = (dot + product, sum + Math.Abs(product));
                }
                scores[j] = own.Define(dot, i, j);
                size = Math.Max(size, sum + Math.Abs(scores[j] - dot));
            }
            var top = scores.Concat(sinks[h]).DefaultIfEmpty(0).Max();
            var total = scores.Concat(sinks[h]).Sum(score => Math.Exp(score - top));
            for (var j = 0; j < m; j++) weights[at * m + j] = double.IsNegativeInfinity(scores[j]) ? 0 : Math.Exp(scores[j] - top) / total;
        }
        return (weights, size);
    }
}
