using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

public class PartTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Parts_combine_as_their_definitions_do(int bits)
    {
        Case.Need(bits);
        var sizes = Gen.Select(Gen.Int[1, 140], Gen.Int[1, 300], Gen.Int[1, 40], Gen.Int[1, 200], Gen.Int[0, 5], Gen.Int[0, 999]);
        sizes.ForEachDraw((n, m, d, w, kind, seed) =>
        {
            var (one, offset) = (new Case(2, 2, 1, n, m, d, d, 4, seed), m - n);
            float[] slopes = [0.5f, 0.1f];
            var (random, mask) = (new Random(seed), Case.Draw(4 * n * m, 2, seed + 9));
            for (var i = 0; i < mask.Length; i++) if (random.Next(3) == 0) mask[i] = float.NegativeInfinity;
            int[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => i / (w / 2 + 1))];
            if (kind == 0) one.Judge(new Both<Alibi, Causal>(new(slopes, offset), new(offset)), bits);
            else if (kind == 1) one.Judge(new Both<SoftCap, Both<Alibi, Window>>(new(3), new(new(slopes, offset), new(w, offset))), bits);
            else if (kind == 2) one.Judge(new Both<Sink, FloatMask>(new(slopes), new(mask, 2, 2, n, m)), bits);
            else if (kind == 3)
                one.Judge(new Both<BooleanMask, Causal>(new([.. mask[..(n * m)].Select(x => x > 0)], n, m), new(offset)), bits);
            else if (kind == 4) one.Judge(new Both<Documents, SoftCap>(new(Ids(n), Ids(m)), new(5)), bits);
            else one.Judge(new Both<Both<Sink, Sink>, Both<Window, Distance>>(new(new(slopes), new([-1, 2])), new(new(w, offset), new(7))),
                bits);
        }, iter: 150);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Poison_behind_a_mask_reaches_no_output(int bits)
    {
        Case.Need(bits);
        foreach (var n in (int[])[2, 60])
            foreach (var poison in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            {
                var one = new Case(1, 1, 1, n, 70, 16, 16);
                one.K.AsSpan(n * 16).Fill(poison);
                one.V.AsSpan(n * 16).Fill(poison);
                one.Judge(new Causal(0), bits);
                one.Judge(new Both<SoftCap, Causal>(new(2), new(0)), bits);
            }
    }

    [Fact]
    public void A_query_that_sees_no_key_gives_zero()
    {
        foreach (var n in (int[])[3, 40])
        {
            var (output, sums) = new Case(1, 1, 1, n, 20, 8, 8).Run(new Causal(-n));
            Assert.All(output, x => Assert.Equal(0, x));
            Assert.All(sums, x => Assert.Equal(float.NegativeInfinity, x));
            Assert.All(new Case(1, 1, 1, n, 20, 8, 8).Run(new BooleanMask(new bool[n * 20], n, 20)).Output, x => Assert.Equal(0, x));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Sinks_add_up_in_the_denominator(int n)
    {
        // All scores are 0 and all values 1, so an output is M / (M + Σ e^sink).
        const float None = float.NegativeInfinity;
        float[] a = [0, 1, None, None, 5], b = [0, -2, 2, None, 5], c = [0, 0.5f, None, None, 5];
        var one = new Case(1, 5, 1, n, 7, 4, 1, 0);
        one.V.AsSpan().Fill(1);
        Judge(new Both<Sink, Sink>(new(a), new(b)), h => [a[h], b[h]]);
        Judge(new Both<Sink, Sink>(new(b), new(a)), h => [a[h], b[h]]);
        Judge(new Both<Sink, Both<Sink, Sink>>(new(a), new(new(b), new(c))), h => [a[h], b[h], c[h]]);
        Judge(new Both<Both<Sink, Sink>, Causal>(new(new(c), new(b)), new(7)), h => [b[h], c[h]]);

        void Judge<TPart>(TPart part, Func<int, float[]> sinks) where TPart : struct, IPart<TPart>
        {
            var (output, sums) = one.Run(part);
            for (var at = 0; at < output.Length; at++)
            {
                var total = 7 + sinks(at / n).Sum(x => Math.Exp(x));
                Assert.Equal(7 / total, output[at], 1e-6);
                Assert.Equal(Math.Log(total), sums[at], 1e-6);
            }
        }
    }

    /// <summary>A part of the user's own: the score divided by 1 + |i - j| / reach, and odd distances hidden.</summary>
    private readonly struct Distance(int reach) : IPart<Distance>
    {
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
            => S.Div(score, S.Fma(Apart<S, V>(at), S.Create(1f / reach), S.Create(1)));

        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        {
            var half = S.Mul(Apart<S, V>(at), S.Create(0.5f));
            return S.Select(S.Same(S.Round(half), half), score, S.Create(float.NegativeInfinity));
        }

        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => Apply<S, V>(gradient, at);

        public double Define(double score, int query, int key) => score / (1 + Math.Abs(query - key) / (double)reach);

        public bool Sees(int query, int key) => (query - key) % 2 == 0;

        private static V Apart<S, V>(Lanes at) where S : struct, ISimd<V> where V : struct
        {
            var apart = S.Sub(at.Queries<S, V>(), at.Keys<S, V>());
            return S.Max(apart, S.Sub(S.Create(0), apart));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void A_part_that_points_outside_the_keys_reads_none_of_what_lies_there(int queries)
    {
        var one = new Case(1, 2, 1, queries, 37, 8, 5);
        Assert.Equal(one.Run(default(Everything)).Output, one.Run(default(Boundless)).Output);
    }

    /// <summary>Hides nothing, and claims keys that do not exist.</summary>
    private readonly struct Boundless : IPart<Boundless>
    {
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

        public double Define(double score, int query, int key) => score;

        public bool Sees(int query, int key) => true;

        public (int From, int To) Visible(int from, int to, int keys) => (-1000, keys + 1000);
    }
}
