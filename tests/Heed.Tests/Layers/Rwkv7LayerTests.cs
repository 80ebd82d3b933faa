using Heed.Laws;

namespace Heed.Tests.Layers;

/// <summary>The layer of RWKV-7 a second time, as plain loops over numbers, and where it starts.</summary>
public sealed class Rwkv7LayerTests
{
    private const int H = (int)Draw.Heads, T = (int)Draw.Tokens, K = (int)Draw.Width, V = (int)Draw.ValueWidth, C = H * K, Low = 32;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_layer_computes_what_loops_do(int seed)
    {
        var mechanism = Expression.Parse("layer:rwkv7").ToMechanism();
        var inputs = Draw.For(mechanism, seed).Inputs;
        var output = mechanism.Attend(inputs);
        for (var b = 0; b < Draw.Batch; b++)
            for (var h = 0; h < H; h++)
            {
                var expected = new Head(inputs, b, h).Run();
                for (var t = 0; t < T; t++)
                    for (var c = 0; c < V; c++) Assert.Equal(expected[t][c], output[b, h, t, c].ToDouble(), 1e-9);
            }
    }

    [Fact]
    public void Blends_and_decays_start_by_channel()
    {
        using var layer = new AttentionLayer(Expression.Parse("layer:rwkv7(0, 2)").ToMechanism(), width: 16, heads: 2, seed: 1);
        var learned = layer.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        Assert.DoesNotContain(learned.Keys, name => name.StartsWith("query", StringComparison.Ordinal));
        var blend = learned["signals.blend_k"].data<float>().ToArray();
        Assert.Equal(1, blend[0]);
        Assert.Equal(1 - Math.Pow(5 / 16.0, 0.7), blend[5], 1e-6);
        var decay = learned["signals.decay_bias"];
        Assert.Equal(-5.5 - 2.5, decay[0, 0].ToDouble(), 1e-6);                             // the slowest channel of the first head
        Assert.Equal(-5.5 + 6 + 2.5, decay[1, 7].ToDouble(), 1e-6);                         // the fastest of the last
        Assert.True(learned["signals.decay_down"].eq(0).all().ToBoolean());
        Assert.Equal(Math.Pow(0.5, 0.7), learned["signals.norm"][0, 3].ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData("layer:rwkv7(2, 2)", "the last is 1")]
    [InlineData("layer:rwkv7(0, 0)", "at least one layer")]
    public void A_layer_that_there_is_not_is_refused(string expression, string says) =>
        Assert.Contains(says, Assert.Throws<ExpressionException>(() => Expression.Parse(expression).ToMechanism()).Message);

    private sealed class Head(SignalSet inputs, int b, int h)
    {
        public double[][] Run()
        {
            var (memory, outputs) = (new double[K, V], new double[T][]);
            for (var t = 0; t < T; t++) outputs[t] = Token(t, memory);
            return outputs;
        }

        private double[] Token(int t, double[,] memory)
        {
            var (r, key, value) = (Map("w_r", Blend("r", t), K), Map("w_k", Blend("k", t), K), Map("w_v", Blend("v", t), V));
            var decay = Mapped("decay", t, K, Math.Tanh).Select((x, a) => Math.Exp(-Math.Exp(-0.5) * Sigmoid(x + At("decay_bias", h, a))));
            var rate = Mapped("rate", t, K, x => x).Select((x, a) => Sigmoid(x + At("rate_bias", h, a))).ToArray();
            var gate = Mapped("gate", t, V, Sigmoid);
            var removed = key.Select((x, a) => x * At("removal", h, a)).ToArray();
            var length = Math.Sqrt(removed.Sum(x => x * x) + 1e-6);
            var kept = decay.ToArray();
            var written = key.Select((x, a) => x * (1 + ((rate[a] - 1) * At("replacement", h, a)))).ToArray();
            for (var c = 0; c < V; c++)
            {
                var old = Enumerable.Range(0, K).Sum(a => removed[a] / length * memory[a, c]);
                for (var a = 0; a < K; a++)
                    memory[a, c] = (kept[a] * memory[a, c]) - (removed[a] / length * rate[a] * old) + (written[a] * value[c]);
            }

            var read = Enumerable.Range(0, V).Select(c => Enumerable.Range(0, K).Sum(a => r[a] * memory[a, c])).ToArray();
            var (mean, own) = (read.Average(), Enumerable.Range(0, K).Sum(a => r[a] * written[a] * At("bonus", h, a)));
            var root = Math.Sqrt(read.Average(x => (x - mean) * (x - mean)) + (V * 1e-5));
            return [.. read.Select((x, c) =>
                (((x - mean) / root * At("norm", h, c)) + At("norm_bias", h, c) + (own * value[c])) * gate[c])];
        }

        private double[] Mapped(string of, int t, int width, Func<double, double> activation)
        {
            var blend = Blend(of, t);
            double[] low = [.. Enumerable.Range(0, Low).Select(e => activation(blend.Select((x, n) => x * At($"{of}_down", e, n)).Sum()))];
            return Map($"{of}_up", low, width);
        }

        private double[] Map(string weights, double[] x, int width) =>
            [.. Enumerable.Range(0, width).Select(a => x.Select((value, n) => value * At(weights, h, a, n)).Sum())];

        private double[] Blend(string of, int t) =>
            [.. Enumerable.Range(0, C).Select(n => At("x", b, t, n)
                + (At($"blend_{of}", n) * ((t == 0 ? 0 : At("x", b, t - 1, n)) - At("x", b, t, n))))];

        private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

        private double At(string name, params long[] place) => inputs[name][[.. place.Select(i => torch.TensorIndex.Single(i))]].ToDouble();
    }
}
