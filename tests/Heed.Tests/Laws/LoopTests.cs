using Heed.Laws;

namespace Heed.Tests.Laws;

/// <summary>Words of which a few tokens show too little, against plain loops on the draws of the laws.</summary>
public sealed class LoopTests
{
    private const long N = 9, Ring = N - 1;

    [Fact]
    public void A_star_is_a_ring_round_a_relay() =>
        Visible("star", (i, j) => i == 0 || j == 0 || i == j || (i % Ring) + 1 == j || (j % Ring) + 1 == i);

    [Fact]
    public void A_log_sparse_token_reads_powers_of_two_back() => Visible("log-sparse", (i, j) => i - j is 0 or 1 or 2 or 4 or 8);

    [Theory, InlineData(0), InlineData(3)]
    public void Values_of_the_first_layer_are_mixed_in(int seed)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("value-residual(0.75)").ToMechanism();
        var draw = Draw.For(mechanism, seed);
        var weights = Expression.Parse("scaled-dot-product").ToMechanism().Weights(draw["q"], draw["k"]);
        var read = mechanism.Attend(draw.Inputs);
        Each(read.shape, at =>
        {
            var sum = 0.0;
            for (var j = 0; j < N; j++)
                sum += Number(weights, at[0], at[1], at[2], j)
                    * ((0.75 * Number(draw["v"], at[0], at[1], j, at[3])) + (0.25 * Number(draw["v_first"], at[0], at[1], j, at[3])));
            Assert.Equal(sum, Number(read, at), 1e-12);
        });
    }

    [Theory, InlineData(0), InlineData(3)]
    public void What_was_read_is_gated_beside_the_question(int seed)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("attention-on-attention").ToMechanism();
        var draw = Draw.For(mechanism, seed);
        var plain = Expression.Parse("scaled-dot-product").ToMechanism().Attend(draw["q"], draw["k"], draw["v"]);
        var read = mechanism.Attend(draw.Inputs);
        for (var b = 0; b < Draw.Batch; b++)
            for (var i = 0; i < N; i++)
            {
                double[] both = [.. Side(plain, b, i), .. Side(draw["q"], b, i)];
                for (var e = 0; e < read.shape[2]; e++)
                    Assert.Equal(Map("i", both, e) / (1 + Math.Exp(-Map("g", both, e))), read[b, i, e].item<double>(), 1e-10);
            }

        IEnumerable<double> Side(Tensor x, int b, int i) =>
            from h in Enumerable.Range(0, (int)x.shape[1]) from c in Enumerable.Range(0, (int)x.shape[3]) select Number(x, b, h, i, c);

        double Map(string name, double[] both, int e) =>
            both.Select((x, c) => x * draw[$"w_{name}"][e, c].item<double>()).Sum() + draw[$"b_{name}"][e].item<double>();
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Queries_that_tell_keys_apart_least_read_the_mean(int seed)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("prob-sparse(3)").ToMechanism();
        var draw = Draw.For(mechanism, seed);
        var scores = draw["q"].matmul(draw["k"].transpose(-2, -1)) / Math.Sqrt(Draw.Width);
        var weights = mechanism.Weights(draw.Inputs);
        for (var b = 0; b < Draw.Batch; b++)
            for (var h = 0; h < Draw.Heads; h++)
            {
                double[][] rows = [.. Enumerable.Range(0, (int)N).Select(i => scores[b][h][i].data<double>().ToArray())];
                var answered = Enumerable.Range(0, (int)N).OrderByDescending(i => rows[i].Max() - rows[i].Average()).Take(3).ToArray();
                for (var i = 0; i < N; i++)
                    for (var j = 0; j < N; j++)
                        Assert.Equal(answered.Contains(i) ? Math.Exp(rows[i][j]) / rows[i].Sum(Math.Exp) : 1.0 / N,
                            Number(weights, b, h, i, j), 1e-12);
            }
    }

    /// <summary>Of many draws of noise a key is picked as often as softmax would share out.</summary>
    [Fact]
    public void A_hard_gumbel_softmax_picks_by_chance()
    {
        using var scope = torch.NewDisposeScope();
        var (q, k) = (torch.ones(1, 1, 1, 1), torch.tensor([0.0f, 1, 2]).view(1, 1, 3, 1));
        var picked = new double[3];
        const int Draws = 2000;
        for (var seed = 0; seed < Draws; seed++)
        {
            var weights = Expression.Parse($"gumbel-softmax(1, true, {seed})").ToMechanism().Weights(q, k).flatten();
            for (var j = 0; j < 3; j++) picked[j] += weights[j].item<float>() / Draws;
        }

        var all = 1 + Math.E + Math.Exp(2);
        for (var j = 0; j < 3; j++) Assert.Equal(Math.Exp(j) / all, picked[j], 0.03);
    }

    private static void Visible(string word, Func<long, long, bool> sees)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(word).ToMechanism();
        var weights = mechanism.Weights(Draw.For(mechanism, 0).Inputs);
        Each(weights.shape, at => Assert.Equal(sees(at[2], at[3]), Number(weights, at) > 0));
    }

    private static void Each(long[] shape, Action<long[]> check)
    {
        for (var b = 0L; b < shape[0]; b++)
            for (var h = 0L; h < shape[1]; h++)
                for (var i = 0L; i < shape[2]; i++)
                    for (var j = 0L; j < shape[3]; j++) check([b, h, i, j]);
    }

    private static double Number(Tensor x, params long[] at) => at.Aggregate(x, (rest, index) => rest[index]).item<double>();
}
