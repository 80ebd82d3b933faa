namespace Heed.Kernels.Tests;

/// <summary>Softmax does not change when all scores of a row move together, however far they move.</summary>
public class LargeScoreTests
{
    private static readonly float[] Sizes = [3e3f, 1e6f, 3e9f, 1e10f, 1e13f, 1e15f, 1e30f, 1e38f, 3e38f, float.MaxValue];

    public static TheoryData<int, int> Widths
        => [.. from bits in (int[])[512, 256, 128] from n in (int[])[5, 20] where Case.Forced(bits)
            select new TheoryDataRow<int, int>(bits, n)];

    [Theory, MemberData(nameof(Widths))]
    public void Scores_up_to_the_largest_float_weigh_what_the_definition_says(int bits, int n)
    {
        Case.Need(bits);
        foreach (var m in (int[])[1, 2, 7, 300, 1100])
            foreach (var seed in Enumerable.Range(0, 4))
            {
                var one = Exact(n, m, seed);
                Judge(one, default(Everything), bits);
                Judge(one, new Causal(m - n), bits);
                Judge(one, Sink.Zeros(1), bits);
                Judge(one, new Sink([Sizes[seed + 3]]), bits);
                Judge(one, new Sink([-Sizes[seed + 3]]), bits);
                Judge(one, new Both<SoftCap, Causal>(new(20), new(m - n)), bits);
            }
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_row_whose_every_key_is_pushed_down_weighs_what_it_would_without(int bits, int n)
    {
        Case.Need(bits);
        foreach (var m in (int[])[1, 2, 9, 300])
            foreach (var low in (float[])[-1e9f, -1e11f, -1e15f, -1e30f, -1e38f, -2e38f, float.MinValue])
            {
                var one = new Case(1, 1, 1, n, m, 1, 3) { Turned = (new float[n], new float[m]) };
                var mask = new float[n * m];
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < m; j++) mask[(i * m) + j] = i % 2 == 0 || j % 3 == 2 ? low : 0;
                var output = Judge(one, new FloatMask(mask, n, m), bits);
                for (var c = 0; c < 3; c++) Assert.Equal(Enumerable.Range(0, m).Average(j => one.V[(j * 3) + c]), output[c], 1e-6);
                Judge(one, new Both<FloatMask, Sink>(new(mask, n, m), new([low])), bits);
                Assert.All(Judge(one, new Both<FloatMask, Sink>(new(mask, n, m), Sink.Zeros(1)), bits)[..3], x => Assert.Equal(0, x));
            }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Gradients_of_large_scores_are_those_of_the_definition(int bits, int n)
    {
        Case.Need(bits);
        foreach (var size in Sizes[..^3])
            foreach (var (keys, sink) in ((float[], float)[])[([1], float.NegativeInfinity), ([1, 1], float.NegativeInfinity),
                ([-1, -0.5f, -0.5f, -2], float.NegativeInfinity),
                ([1, 1, 1], size), ([0.5f, 1, 0.5f], 0), ([-1, -1], 0), ([-1, -1, -1, -2], -size)])
            {
                float[] q = [.. Enumerable.Repeat(size, n)], v = [.. Enumerable.Range(0, keys.Length).Select(j => 4f + (2 * j))],
                    g = [.. Enumerable.Range(0, n).Select(i => i % 2 == 0 ? 1f : -2f)];
                var (got, want) = (new float[1], new double[2 * keys.Length + n]);
                var part = new Sink([sink], got);
                var (output, logs) = (new float[n], new float[n]);
                var (dq, dk, dv) = (new float[n], new float[keys.Length], new float[keys.Length]);
                Shape queries = new(1, 1, n, 1), shape = new(1, 1, keys.Length, 1);
                Attention.Forward(new View(q, queries), new View(keys, shape), new View(v, shape), output, part, logs,
                    new() { Registers = bits });
                Attention.Backward(new View(q, queries), new View(keys, shape), new View(v, shape), output, logs, g, dq, dk, dv, part,
                    new() { Registers = bits });
                GradientDefinition.Backward(new View(q, queries), new View(keys, shape), new View(v, shape), g, want.AsSpan(0, n),
                    want.AsSpan(n, keys.Length), want.AsSpan(n + keys.Length), part, default(Softmax));
                Close(want[..n], dq);
                Close(want[n..(n + keys.Length)], dk);
                Close(want[(n + keys.Length)..], dv);
                var share = float.IsNegativeInfinity(sink) ? 0 : 1 / (1 + keys.Sum(k => Math.Exp(((double)k * size) - sink)));
                Assert.Equal(-share * output.Zip(g, (x, y) => (double)x * y).Sum(), got[0], 1e-5 * (1 + n));
            }
    }

    [Theory, MemberData(nameof(Widths))]
    public void The_weights_of_a_row_of_large_scores_sum_to_one_in_the_gradients_too(int bits, int n)
    {
        Case.Need(bits);
        foreach (var (size, d) in ((float, int)[])[(1e3f, 3), (1e5f, 20), (1e6f, 64), (1e10f, 33), (1e15f, 65)])
        {
            var one = new Case(2, 4, 2, n, 90, d, 1, size);
            var (output, logs, ones) = (new float[one.Rows], new float[one.Rows], Enumerable.Repeat(1f, one.Rows).ToArray());
            var (dq, dk, dv) = (new float[one.Q.Length], new float[one.K.Length], new float[one.V.Length]);
            Attention.Forward(one.Queries, one.Keys, one.Values, output, new Causal(90 - n), logs, new() { Registers = bits });
            Attention.Backward(one.Queries, one.Keys, one.Values, output, logs, ones, dq, dk, dv, new Causal(90 - n),
                new() { Registers = bits });
            for (var g = 0; g < 4; g++) Assert.Equal(2 * n, dv.AsSpan(g * 90, 90).ToArray().Sum(), 1e-3);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void The_weights_of_large_scores_are_the_same_with_and_without_the_logarithms(int bits, int n)
    {
        Case.Need(bits);
        var one = Exact(n, 300, 1);
        int[] rows = [.. Enumerable.Range(0, n)];
        var (alone, with, logs) = (new float[n * 300], new float[n * 300], one.Run(default(Everything), bits).LogSumExp);
        Attention.Weights(one.Queries, one.Keys, rows, alone, default(Everything), options: new() { Registers = bits });
        Attention.Weights(one.Queries, one.Keys, rows, with, default(Everything), logs, new() { Registers = bits });
        for (var i = 0; i < n; i++)
        {
            Assert.Equal(1, alone.AsSpan(i * 300, 300).ToArray().Sum(), 1e-5);
            for (var j = 0; j < 300; j++) Assert.Equal(alone[(i * 300) + j], with[(i * 300) + j], 1e-4f);
        }
    }

    [Fact]
    public void Logarithms_that_count_keys_of_others_too_are_kept_however_large()
    {
        // Two of four equal keys, with the logarithm of all four and one that is far larger.
        float[] q = [1 << 14], k = [1, 1], weights = new float[2], dq = new float[1], dk = new float[2], dv = new float[2];
        var (queries, keys) = (new Shape(1, 1, 1, 1), new Shape(1, 1, 2, 1));
        foreach (var log in (float[])[16384 + 2, 16384 + 200])
        {
            Attention.Weights(new View(q, queries), new View(k, keys), [0], weights, default(Everything), [log]);
            Attention.Backward(new View(q, queries), new View(k, keys), new View(k, keys), [1f], [log], [1f], dq, dk, dv,
                default(Everything));
            foreach (var x in (float[][])[weights, dv]) Assert.All(x, w => Assert.Equal(Math.Exp(16384 - log), w, 1e-6));
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void A_sink_of_minus_infinity_is_no_sink(int bits)
    {
        Case.Need(bits);
        foreach (var n in (int[])[3, 40])
        {
            var (one, none, gradient) = (new Case(1, 2, 1, n, 60, 8, 8), new[] { float.NegativeInfinity, 1 }, new float[2]);
            foreach (var offset in (int[])[60 - n, -n / 2, -n])
            {
                var part = new Both<Sink, Causal>(new(none, gradient), new(offset));
                one.Judge(part, bits);
                Gradients.Judge(one, part, default(Softmax), bits);
                var (want, got) = (one.Run(new Causal(offset), bits), one.Run(part, bits));
                Assert.Equal(want.Output[..(n * 8)], got.Output[..(n * 8)]);
                Assert.Equal(want.LogSumExp[..n], got.LogSumExp[..n]);
            }
            Assert.Equal(0, gradient[0]);
            Assert.True(float.IsFinite(gradient[1]) && gradient[1] != 0, $"{gradient[1]}");
            one.Judge(new Both<Sink, Sink>(new(none), new([2, float.NegativeInfinity])), bits);
        }
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => new Sink([0, float.NaN])).ParamName);
        Assert.Contains("logits[1] is Infinity", Assert.Throws<ArgumentException>(() => new Sink([0, float.PositiveInfinity])).Message);
    }

    // Scores that floats hold exactly: a row's size times powers of two, in an order in which the largest comes late.
    private static Case Exact(int n, int m, int seed)
    {
        var random = new Random(seed);
        float[] powers = [1, 1, 0.5f, 0.25f, -0.125f, -1, 0];
        float[] keys = [.. Enumerable.Range(0, m).Select(j => powers[random.Next(j < m / 2 ? 2 : 0, 7)])];
        float[] queries = [.. Enumerable.Range(0, n).Select(i => (i % 3 == 0 ? -1 : 1) * Sizes[random.Next(Sizes.Length)])];
        return new(1, 1, 1, n, m, 1, 3) { Turned = (queries, keys) };
    }

    private static float[] Judge<TPart>(Case one, TPart part, int bits) where TPart : struct, IPart<TPart>
    {
        var (output, logs) = one.Run(part, bits);
        var (want, wantLogs) = (new double[output.Length], new double[logs.Length]);
        AttentionDefinition.Forward(one.Queries, one.Keys, one.Values, want, wantLogs, part);
        for (var i = 0; i < want.Length; i++)
            Assert.True(Math.Abs(output[i] - want[i]) <= 2e-6, $"{one}, {part}, {bits} bits, output {i}: {output[i]}, not {want[i]}");
        for (var i = 0; i < logs.Length; i++)
            Assert.True(logs[i] == (float)wantLogs[i] || Math.Abs(logs[i] - wantLogs[i]) <= 1e-6 * (1 + Math.Abs(wantLogs[i])),
                $"{one}, {part}, {bits} bits, logSumExp {i}: {logs[i]}, not {wantLogs[i]}");
        return output;
    }

    private static void Close(double[] want, float[] got)
    {
        for (var i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 2e-6 * (1 + want.Max(Math.Abs)));
    }
}
