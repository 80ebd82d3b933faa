using Heed.Laws;

namespace Heed.Tests.Layers;

/// <summary>The published layers a second time, as plain loops over numbers.</summary>
public sealed class PublishedLayerLoopTests
{
    private const double Eps = 1e-5;

    [Theory]
    [InlineData("layer:gla")]
    [InlineData("layer:retention")]
    [InlineData("layer:delta-net")]
    [InlineData("layer:delta-net(negative=true)")]
    [InlineData("layer:gated-delta-net")]
    [InlineData("layer:kda")]
    [InlineData("layer:mamba2-ssd")]
    public void A_layer_computes_what_loops_do(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        for (var seed = 0; seed < 3; seed++)
        {
            var inputs = Draw.For(mechanism, seed).Inputs;
            var output = mechanism.Attend(inputs);
            var expected = new Loops(inputs, expression).Run();
            Assert.True(torch.allclose(expected, output, rtol: 1e-9, atol: 1e-11), $"{(expected - output).abs().max().ToDouble()}");
        }
    }

    private sealed class Loops(SignalSet inputs, string expression)
    {
        private const int B = (int)Draw.Batch, H = (int)Draw.Heads, T = (int)Draw.Tokens, K = (int)Draw.Width, V = (int)Draw.ValueWidth;

        private readonly string id = expression.Split('(')[0]["layer:".Length..];

        private bool IsMamba => id == "mamba2-ssd";

        private bool Convolves => id is not ("gla" or "retention");

        public Tensor Run()
        {
            var result = torch.zeros(B, H, T, V, torch.float64);
            for (var b = 0; b < B; b++)
                for (var h = 0; h < H; h++)
                {
                    var memory = new double[K, V];
                    for (var t = 0; t < T; t++)
                    {
                        var said = Token(b, h, t, memory);
                        for (var c = 0; c < V; c++) result[b, h, t, c] = said[c];
                    }
                }

            return IsMamba ? NormalOverHeads(result) : result;
        }

        private double[] Token(int b, int h, int t, double[,] memory)
        {
            var (q, k, v) = (Vector(IsMamba ? "c" : "q", b, h, t, K), Vector(IsMamba ? "b" : "k", b, h, t, K),
                Vector(IsMamba ? "x" : "v", b, h, t, V));
            if (id is "delta-net" or "gated-delta-net" or "kda") (q, k) = (Unit(q), Unit(k));
            if (id == "retention") (q, k) = (Turned(q, t), Turned(k, t));
            var skipped = v;
            if (IsMamba) v = [.. v.Select(x => x * Step(b, h, t, 0))];
            for (var a = 0; a < K; a++)
                for (var c = 0; c < V; c++) memory[a, c] *= Kept(b, h, t, a);
            var strength = id.Contains("delta") || id == "kda" ? At("beta", b, h, t) * (expression.Contains("negative") ? 2 : 1) : 1;
            for (var c = 0; c < V; c++)
            {
                var had = 0.0;
                if (strength != 1) for (var a = 0; a < K; a++) had += k[a] * memory[a, c];
                for (var a = 0; a < K; a++) memory[a, c] += strength * k[a] * (v[c] - had);
            }

            var read = new double[V];
            for (var c = 0; c < V; c++)
                for (var a = 0; a < K; a++) read[c] += q[a] * memory[a, c] / (IsMamba ? 1 : Math.Sqrt(K));
            if (IsMamba) return [.. read.Select((r, c) => (r + (At("skip", h) * skipped[c])) * Silu(At("gate", b, h, t, c)))];
            var root = Math.Sqrt((read.Sum(r => r * r) / V) + (id == "retention" ? 1e-6 : Eps));
            return [.. read.Select((r, c) => r / root * (id == "retention" ? 1 : At("norm", c)) * Gate(b, h, t, c))];
        }

        private double Kept(int b, int h, int t, int a)
        {
            if (id == "delta-net") return 1;
            if (id == "retention") return 1 - Math.Pow(2, -5 - h);
            if (id != "gla") return Math.Exp(-Math.Exp(At("rate", h)) * Step(b, h, t, a));
            var x = At("decay_bias", h, a);
            for (var r = 0; r < 16; r++) x += At("decay_up", h, a, r) * At("decay_low", b, t, r);
            return Math.Pow(1 / (1 + Math.Exp(-x)), 1.0 / 16);
        }

        private double Step(int b, int h, int t, int a)
        {
            if (id != "kda") return Math.Log(1 + Math.Exp(At("step", b, h, t) + At("step_bias", h)));
            var x = At("step_bias", h, a);
            for (var r = 0; r < K; r++) x += At("step_up", h, a, r) * At("step_low", b, t, r);
            return Math.Log(1 + Math.Exp(x));
        }

        private double Gate(int b, int h, int t, int c)
        {
            if (id == "delta-net") return 1;
            if (id != "kda") return Silu(At("gate", b, h, t, c));
            var x = At("gate_bias", h, c);
            for (var r = 0; r < K; r++) x += At("gate_up", h, c, r) * At("gate_low", b, t, r);
            return 1 / (1 + Math.Exp(-x));
        }

        /// <summary>A vector of a token, convolved with the three before it where the layer does so.</summary>
        private double[] Vector(string name, int b, int h, int t, int width)
        {
            var head = IsMamba && name != "x" ? 0 : h;
            if (!Convolves) return [.. Enumerable.Range(0, width).Select(c => At(name, b, head, t, c))];
            var sums = new double[width];
            for (var c = 0; c < width; c++)
            {
                for (var back = 0; back < 4 && back <= t; back++)
                    sums[c] += At($"convolution_{name}", head, c, 3 - back) * At(name, b, head, t - back, c);
                if (IsMamba) sums[c] += At($"convolution_bias_{name}", head, c);
            }

            return [.. sums.Select(Silu)];
        }

        private Tensor NormalOverHeads(Tensor x)
        {
            var result = torch.zeros_like(x);
            for (var b = 0; b < B; b++)
                for (var t = 0; t < T; t++)
                {
                    var sum = 0.0;
                    for (var h = 0; h < H; h++) for (var c = 0; c < V; c++) sum += Math.Pow(x[b, h, t, c].ToDouble(), 2);
                    for (var h = 0; h < H; h++)
                        for (var c = 0; c < V; c++)
                            result[b, h, t, c] = x[b, h, t, c].ToDouble() / Math.Sqrt((sum / (H * V)) + Eps) * At("norm", h, c);
                }

            return result;
        }

        /// <summary>Neighbours turned by t radians for the first pair, by t/10,000 for the last.</summary>
        private static double[] Turned(double[] x, int t)
        {
            var turned = new double[K];
            for (var p = 0; p < K / 2; p++)
            {
                var angle = t * Math.Pow(10000, -p / ((K / 2) - 1.0));
                turned[2 * p] = (x[2 * p] * Math.Cos(angle)) - (x[(2 * p) + 1] * Math.Sin(angle));
                turned[(2 * p) + 1] = (x[2 * p] * Math.Sin(angle)) + (x[(2 * p) + 1] * Math.Cos(angle));
            }

            return turned;
        }

        private static double[] Unit(double[] x)
        {
            var length = Math.Sqrt(x.Sum(a => a * a) + 1e-6);
            return [.. x.Select(a => a / length)];
        }

        private static double Silu(double x) => x / (1 + Math.Exp(-x));

        private double At(string name, params long[] place) => inputs[name][[.. place.Select(i => torch.TensorIndex.Single(i))]].ToDouble();
    }
}
