using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

public class BackwardTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Gradients_are_those_of_the_definition(int bits)
    {
        Case.Need(bits);
        foreach (var (n, m, d, w) in (ReadOnlySpan<(int, int, int, int)>)[(1, 1, 1, 1), (7, 3, 5, 9), (16, 16, 16, 16), (65, 49, 64, 32),
            (130, 200, 80, 17), (64, 257, 33, 64), (3, 0, 4, 4)])
        {
            Gradients.Judge(new Case(2, 4, 2, n, m, d, w), default(Everything), default(Softmax), bits);
            Gradients.Judge(new Case(1, 2, 1, n, m, d, w), new Causal(m - n), default(Softmax), bits);
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Parts_and_normalisers_combine_as_their_definitions_do(int bits)
    {
        Case.Need(bits);
        var sizes = Gen.Select(Gen.Int[1, 140], Gen.Int[1, 260], Gen.Int[1, 40], Gen.Int[1, 200], Gen.Int[0, 6], Gen.Int[0, 999]);
        sizes.ForEachDraw((n, m, d, w, kind, seed) =>
        {
            var (one, offset) = (new Case(2, 2, 1, n, m, d, d + 3, 2, seed), m - n);
            float[] slopes = [0.5f, 0.1f];
            if (kind == 0) Gradients.Judge(one, new Both<Alibi, Causal>(new(slopes, offset), new(offset)), default(Softmax), bits);
            else if (kind == 1)
                Gradients.Judge(one, new Both<SoftCap, Both<Alibi, Window>>(new(3), new(new(slopes, offset), new(w, offset))),
                    default(Softmax), bits);
            else if (kind == 2) Gradients.Judge(one, new Both<Sink, Causal>(new(slopes), new(offset)), default(Softmax), bits);
            else if (kind == 3) Gradients.Judge(one, new Causal(offset), new Sigmoid(-1), bits);
            else if (kind == 4) Gradients.Judge(one, new Both<SoftCap, Window>(new(2), new(w, offset)), new Sigmoid(0), bits);
            else if (kind == 5) Gradients.Judge(one, default(Everything), new Sigmoid(0.5f), bits);
            else Gradients.Judge(one, new Both<SoftCap, SoftCap>(new(3), new(1)), default(Softmax), bits);
        }, iter: 100);
    }

    [Fact]
    public void Neither_threads_nor_repetition_change_a_bit()
    {
        var one = new Case(2, 4, 2, 300, 500, 64, 64);
        var want = Gradients.Run(one, new Causal(200), default(Softmax), threads: 1);
        for (var i = 0; i < 10; i++)
            foreach (var threads in (int[])[2, 3, 5])
            {
                var (dq, dk, dv) = Gradients.Run(one, new Causal(200), default(Softmax), threads: threads);
                Assert.Equal(want.DQ, dq);
                Assert.Equal(want.DK, dk);
                Assert.Equal(want.DV, dv);
            }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Poison_behind_a_mask_reaches_no_gradient(int bits)
    {
        Case.Need(bits);
        foreach (var poison in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            var one = new Case(1, 1, 1, 60, 150, 16, 16);
            one.K.AsSpan(60 * 16).Fill(poison);
            one.V.AsSpan(60 * 16).Fill(poison);
            Gradients.Judge(one, new Causal(0), default(Softmax), bits, seen: 60);
            Gradients.Judge(one, new Both<SoftCap, Causal>(new(2), new(0)), default(Softmax), bits, seen: 60);
            Gradients.Judge(one, new Causal(0), new Sigmoid(0), bits, seen: 60);
        }
    }

    [Fact]
    public void A_query_that_sees_no_key_has_no_gradient()
    {
        var (dq, dk, dv) = Gradients.Run(new Case(1, 1, 1, 40, 20, 8, 8), new Causal(-40), default(Softmax));
        Assert.All(dq, x => Assert.Equal(0, x));
        Assert.All(dk, x => Assert.Equal(0, x));
        Assert.All(dv, x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_sink_learns()
    {
        var one = new Case(2, 2, 1, 30, 40, 8, 8);
        var (logits, gradient) = (new[] { 0.5f, -1f }, new float[2]);
        Gradients.Run(one, new Both<Sink, Causal>(new(logits, gradient), new(10)), default(Softmax));
        for (var h = 0; h < 2; h++)
        {
            var (more, less) = ((float[])[.. logits], (float[])[.. logits]);
            more[h] += 0.01f;
            less[h] -= 0.01f;
            var slope = (Loss(more) - Loss(less)) / 0.02;
            Assert.Equal(slope, gradient[h], 1e-3 * Math.Abs(slope) + 1e-4);
        }

        double Loss(float[] logits)
            => one.Run(new Both<Sink, Causal>(new(logits), new(10))).Output.Zip(Gradients.Upstream(one), (x, g) => (double)x * g).Sum();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void A_mask_learns_however_it_is_shared(int batch, int heads)
    {
        const int n = 30, m = 70;
        var one = new Case(2, 2, 1, n, m, 8, 8);
        var mask = Case.Draw(batch * heads * n * m, 1, 5);
        for (var i = 0; i < mask.Length; i += 7) mask[i] = float.NegativeInfinity;
        var (want, got) = (new double[mask.Length], new float[mask.Length]);
        GradientDefinition.Backward(one.Queries, one.Keys, one.Values, Gradients.Upstream(one), new double[one.Q.Length],
            new double[one.K.Length], new double[one.V.Length],
            new FloatMask(mask, batch, heads, n, m), default(Softmax), dscores: (b, h, i, j, x)
                => want[(((batch == 1 ? 0 : b) * heads + (heads == 1 ? 0 : h)) * n + i) * m + j] += x);
        Gradients.Run(one, new FloatMask(mask, batch, heads, n, m, got), default(Softmax), threads: 3);
        for (var i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 2e-6);
        Assert.Contains(got, x => Math.Abs(x) > 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Buckets_learn(int heads)
    {
        var one = new Case(2, 2, 2, 60, 90, 8, 8);
        var (table, got, want) = (Case.Draw(heads * 8, 1, 3), new float[heads * 8], new double[heads * 8]);
        GradientDefinition.Backward(one.Queries, one.Keys, one.Values, Gradients.Upstream(one), new double[one.Q.Length],
            new double[one.K.Length], new double[one.V.Length],
            new Both<T5Bias, SoftCap>(new(table, heads, 8, 20, T5Side.Encoder, 30), new(1000)), default(Softmax),
            dscores: (b, h, i, j, x) => want[(heads == 1 ? 0 : h) * 8 + T5Bias.Bucket(i + 30 - j, 8, 20, T5Side.Encoder)] += x);
        Gradients.Run(one, new Both<SoftCap, T5Bias>(new(1000), new(table, heads, 8, 20, T5Side.Encoder, 30, got)), default(Softmax),
            threads: 3);
        for (var i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 2e-4);
        Assert.Contains(got, x => Math.Abs(x) > 0.1);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Rotation_is_undone_in_the_gradients(int bits)
    {
        Case.Need(bits);
        const int n = 70, m = 120, d = 20;
        var one = new Case(1, 4, 2, n, m, d, 12);
        foreach (var pairing in (Pairing[])[Pairing.Halves, Pairing.Adjacent])
        {
            var rotation = new Rotation(200, 16, pairing, queryOffset: 50, keyOffset: 3);
            var options = new AttentionOptions { Registers = bits, Threads = 2, Rotation = rotation };
            var got = Gradients.Run(one, new Causal(50), default(Softmax), options);
            float[] q = [.. one.Q], k = [.. one.K];
            for (var h = 0; h < 4; h++) rotation.Turn(q.AsSpan(h * n * d, n * d), d, 50);
            for (var g = 0; g < 2; g++) rotation.Turn(k.AsSpan(g * m * d, m * d), d, 3);
            var (dq, dk, dv) = Gradients.Run(one with { Turned = (q, k) }, new Causal(50), default(Softmax),
                options with { Rotation = null });
            for (var h = 0; h < 4; h++) rotation.Turn(dq.AsSpan(h * n * d, n * d), d, 50, Direction.Backwards);
            for (var g = 0; g < 2; g++) rotation.Turn(dk.AsSpan(g * m * d, m * d), d, 3, Direction.Backwards);
            for (var i = 0; i < dq.Length; i++) Assert.Equal(dq[i], got.DQ[i], 1e-5f);
            for (var i = 0; i < dk.Length; i++) Assert.Equal(dk[i], got.DK[i], 1e-5f);
            for (var i = 0; i < dv.Length; i++) Assert.Equal(dv[i], got.DV[i], 1e-5f);
        }
    }

    [Fact]
    public void A_part_that_throws_ends_the_call_with_its_exception()
    {
        var one = new Case(1, 4, 4, 300, 300, 64, 64);
        Assert.Throws<InvalidOperationException>(() => Gradients.Run(one, default(Broken), default(Softmax), threads: 2));
    }

    private readonly struct Broken : IPart<Broken>
    {
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;
        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;
        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
            => throw new InvalidOperationException("broken");
        public double Define(double score, int query, int key) => score;
        public bool Sees(int query, int key) => true;
    }
}
