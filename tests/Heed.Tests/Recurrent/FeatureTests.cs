using Heed.Recurrent.Features;

namespace Heed.Tests.Recurrent;

public sealed class FeatureTests
{
    private const int Tokens = 6, Width = 4;

    [Fact]
    public void Waves_times_an_exponential_are_those_of_the_paper()
    {
        var mechanism = Expression.Parse("performer(5, kernel=trigonometric)").ToMechanism();
        var (q, k) = (Normal(1, 1, 1, Tokens, Width), Normal(2, 1, 1, Tokens, Width));
        var (v, omega) = (Normal(3, 1, 1, Tokens, 2), Normal(4, 5, Width));
        var output = mechanism.Attend(q, k, v, null, new() { ["omega"] = omega });
        for (var i = 0; i < Tokens; i++)
        {
            var weights = Enumerable.Range(0, i + 1).Select(j => Weight(i, j)).ToArray();
            for (var c = 0; c < 2; c++)
            {
                var read = weights.Select((w, j) => w * v[0, 0, j, c].ToDouble()).Sum() / weights.Sum();
                Assert.Equal(read, output[0, 0, i, c].ToDouble(), 1e-9 * Math.Max(1, Math.Abs(read)));
            }
        }

        double Weight(int i, int j)
        {
            // cos a cos b + sin a sin b = cos(a − b)
            var (sum, lengths) = (0.0, 0.0);
            for (var a = 0; a < Width; a++)
                lengths += (Math.Pow(q[0, 0, i, a].ToDouble(), 2) + Math.Pow(k[0, 0, j, a].ToDouble(), 2)) / 2 / Math.Sqrt(Width);
            for (var r = 0; r < 5; r++)
            {
                var angle = 0.0;
                for (var a = 0; a < Width; a++)
                    angle += omega[r, a].ToDouble() * (q[0, 0, i, a] - k[0, 0, j, a]).ToDouble() * Math.Pow(Width, -0.25);
                sum += Math.Cos(angle) / 5;
            }

            return Math.Exp(lengths) * sum;
        }
    }

    [Theory]
    [InlineData("positive", "orthogonal")]
    [InlineData("positive", "independent")]
    [InlineData("trigonometric", "orthogonal")]
    [InlineData("trigonometric", "independent")]
    public void More_features_come_nearer_to_softmax(string kernel, string draw)
    {
        var (q, k, v) = (Normal(1, 1, 2, Tokens, Width) / 2, Normal(2, 1, 2, Tokens, Width) / 2, Normal(3, 1, 2, Tokens, Width));
        var exact = Expression.Parse("causal").ToMechanism().Attend(q, k, v);
        var (few, many) = (Miss(16), Miss(4096));
        Assert.True(many < 0.1 && many < few, $"{few} with few features, {many} with many");

        double Miss(int features)
        {
            var mechanism = Expression.Parse($"performer({features}, kernel={kernel}, draw={draw})").ToMechanism();
            var role = mechanism.Signals.Single();
            using var omega = new SimilarityInitializer(7).Parameter(role, features, Width);
            Assert.False(omega.requires_grad);
            var read = mechanism.Attend(q, k, v, null, new() { ["omega"] = omega.to_type(torch.float64) });
            return (read - exact).abs().max().ToDouble();
        }
    }

    [Fact]
    public void What_a_hedgehog_is_trained_by_is_least_for_the_weights_that_it_is_to_tell()
    {
        var hidden = torch.ones(Tokens, Tokens).triu(1).to_type(torch.@bool);
        var exact = Normal(1, 2, Tokens, Tokens).Filled(hidden, double.NegativeInfinity).softmax(-1);
        var logits = Normal(2, 2, Tokens, Tokens).requires_grad_(true);
        var learned = logits.Filled(hidden, double.NegativeInfinity).softmax(-1);
        var (least, now) = (Hedgehog.Distance(exact, exact), Hedgehog.Distance(exact, learned));
        Assert.True(least.ToDouble() < now.ToDouble());
        now.backward();
        Assert.True(logits.grad!.isfinite().all().ToBoolean());
        var better = (logits - logits.grad).detach().Filled(hidden, double.NegativeInfinity).softmax(-1);
        Assert.True(Hedgehog.Distance(exact, better).ToDouble() < now.ToDouble());
        // the slope of a cross-entropy in the logits is the difference of the weights, averaged over rows
        var slope = (learned - exact) / (2 * Tokens);
        Assert.True(torch.allclose(slope, logits.grad, rtol: 1e-9, atol: 1e-12));
    }

    private static Tensor Normal(int seed, params long[] shape) =>
        torch.randn(shape, torch.float64, generator: new torch.Generator((ulong)seed));
}
