namespace Heed.Kernels.Tests;

/// <summary>Weights that each pair has by itself, and what softmax would be if it were one of them.</summary>
public class NormaliserTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Relu_weighs_what_its_formula_says(int bits)
    {
        Case.Need(bits);
        foreach (var (n, m) in ((int, int)[])[(3, 300), (40, 70)])
        {
            var (one, output) = (new Case(1, 2, 1, n, m, 8, 5, 2), new float[2 * n * 5]);
            Attention.Forward(one.Queries, one.Keys, one.Values, output, new Causal(m - n), new Relu(0.25f), default,
                new() { Registers = bits });
            for (var at = 0; at < output.Length; at++)
            {
                var (h, i, c, want) = (at / 5 / n, at / 5 % n, at % 5, 0.0);
                for (var j = 0; j <= i + m - n; j++)
                {
                    var score = Enumerable.Range(0, 8).Sum(f => (double)one.Q[(h * n + i) * 8 + f] * one.K[j * 8 + f]) / Math.Sqrt(8);
                    if (score > 0) want += 0.25 * score * one.V[j * 5 + c];
                }
                Assert.Equal(want, output[at], 1e-6 * m);
            }
            Gradients.Judge(one, new Causal(m - n), new Relu(0.25f), bits);
        }
    }

    [Fact]
    public void Definitions_are_the_formulas()
    {
        Assert.Equal(0.75, new Relu(0.5f).Define(1.5));
        Assert.Equal(0, new Relu(0.5f).Define(-1.5));
        Assert.Equal(0, new Relu(0.5f).Define(double.NegativeInfinity));
        Assert.Equal(1 / (1 + Math.E), new Sigmoid(-2).Define(1), 1e-15);
        Assert.Equal(Math.E, default(Softmax).Define(1));
    }

    // Of one register, against difference quotients of the definitions.
    [Fact]
    public void Slopes_are_those_of_the_definitions()
    {
        foreach (var score in (float[])[-3, -0.5f, 0.25f, 2])
        {
            Judge(default(Softmax), score);
            Judge(new Sigmoid(0.5f), score);
            Judge(new Relu(3), score);
        }

        static void Judge<TNormaliser>(TNormaliser normaliser, float score) where TNormaliser : struct, INormaliser
        {
            var x = System.Runtime.Intrinsics.Vector128.Create(score);
            var weight = normaliser.Weigh<Simd128, System.Runtime.Intrinsics.Vector128<float>>(x);
            var slope = normaliser.Backward<Simd128, System.Runtime.Intrinsics.Vector128<float>>(weight,
                System.Runtime.Intrinsics.Vector128.Create(2f));
            Assert.Equal(normaliser.Define(score), weight[1], 1e-5);
            Assert.Equal(2 * (normaliser.Define(score + 1e-6) - normaliser.Define(score - 1e-6)) / 2e-6, slope[2], 1e-4);
        }
    }
}
