namespace Heed.Kernels.Tests;

/// <summary>Padding, and what a bias learns.</summary>
public sealed class LearnedPartTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Keys_that_do_not_exist_are_not_seen(int bits)
    {
        Case.Need(bits);
        foreach (var keys in new[] { 1, 15, 16, 17, 130, 257 })
        {
            var one = new Case(2, 4, 2, 37, keys, 8, 8);
            var random = new Random(keys);
            bool[] exists = [.. Enumerable.Range(0, 2 * keys).Select(j => j < keys && random.Next(4) > 0)];      // the second sequence is blind
            one.Judge(new KeyMask(exists, keys), bits);
            Gradients.Judge(one, new KeyMask(exists, keys), default(Softmax), bits);
            Gradients.Judge(one, new Both<KeyMask, Causal>(new(exists, keys), new(keys - 37)), new Sigmoid(-1), bits);
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void A_bias_learns_the_slope_of_the_loss(int bits)
    {
        Case.Need(bits);
        foreach (var (batch, heads) in new[] { (1, 1), (1, 4), (2, 1), (2, 4) })
        {
            var one = new Case(2, 4, 2, 21, 53, 8, 8);
            var bias = new float[batch * heads * 21 * 53];
            var learns = new float[bias.Length];
            Gradients.Run(one, new Both<Causal, ScoreGradient>(new(32), new(learns, batch, heads, 21, 53)), default(Softmax), bits, threads: 2);
            var (again, direction) = (new float[bias.Length], Case.Draw(bias.Length, 1, 5));
            Gradients.Run(one, new Both<Causal, ScoreGradient>(new(32), new(again, batch, heads, 21, 53)), default(Softmax), bits);
            Assert.Equal(learns, again);                                                                    // whatever the number of threads
            var slope = learns.Zip(direction, (g, d) => (double)g * d).Sum();
            Assert.Equal((Loss(one, direction, 1e-3f, batch, heads) - Loss(one, direction, -1e-3f, batch, heads)) / 2e-3, slope, 1e-3 * (1 + Math.Abs(slope)));
        }
    }

    [Fact]
    public void An_array_of_another_size_is_refused()
    {
        var one = new Case(1, 2, 2, 9, 9, 4, 4);
        Assert.Contains("KeyMask has 8 elements; (1, 9) needs 9", Assert.Throws<ArgumentException>(() => one.Run(new KeyMask(new bool[8], 9))).Message);
        Assert.Contains("ScoreGradient has 80", Assert.Throws<ArgumentException>(() => one.Run(new ScoreGradient(new float[80], 1, 1, 9, 9))).Message);
    }

    /// <summary>The loss by the definition, in double precision, with the bias moved along a direction.</summary>
    private static double Loss(Case one, float[] direction, float by, int batch, int heads)
    {
        var moved = new float[2 * 4 * 21 * 53];
        for (var i = 0; i < moved.Length; i++)
        {
            var (b, h, pair) = (i / (4 * 21 * 53), i / (21 * 53) % 4, i % (21 * 53));
            moved[i] = by * direction[((batch == 1 ? 0 : b) * heads + (heads == 1 ? 0 : h)) * 21 * 53 + pair];
        }
        var (output, sums) = (new double[one.Rows * one.Dv], new double[one.Rows]);
        AttentionDefinition.Forward(one.Queries, one.Keys, one.Values, output, sums, new Both<Causal, FloatMask>(new(32), new(moved, 21, 53, 4)));
        return output.Zip(Gradients.Upstream(one), (o, g) => o * g).Sum();
    }
}
