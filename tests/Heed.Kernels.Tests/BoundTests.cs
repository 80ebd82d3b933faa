namespace Heed.Kernels.Tests;

/// <summary>The bounds hold where errors are searched for, errors come near enough to them,
/// and a result that is barely wrong exceeds them.</summary>
public class BoundTests(ITestOutputHelper log)
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void A_search_for_the_worst_error_stays_within_the_stated_bound(int bits)
    {
        Case.Need(bits);
        var (random, worst) = (new Random(bits), 0.0);
        for (var restart = 0; restart < 40; restart++)
        {
            var (size, d) = (new[] { 0.5f, 3f, 15f, 60f }[restart % 4], random.Next(1, 130));
            var one = new Case(1, 1, 1, restart % 3 == 0 ? 4 : 20, random.Next(1, 200), d, 4, size, random.Next());
            var best = one.Strain(default(Everything), bits);
            for (var step = 0; step < 25; step++)
            {
                var (which, factor) = (random.Next(2) == 0 ? one.K : one.Q, (float)(1 + ((random.NextDouble() - 0.5) / 4)));
                var row = random.Next(which.Length / d) * d;
                var before = which[row..(row + d)];
                for (var c = 0; c < d; c++) which[row + c] = Math.Clamp(which[row + c] * factor, -60, 60);
                var strain = one.Strain(default(Everything), bits);
                if (strain > best) best = strain;
                else before.CopyTo(which, row);
            }
            worst = Math.Max(worst, best);
        }
        log.WriteLine($"{bits} bits: the worst error is {worst:P0} of the bound");
        Assert.InRange(worst, 0.03, 1);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Errors_of_logarithms_weights_and_gradients_are_a_good_part_of_their_bounds(int bits)
    {
        Case.Need(bits);
        var (logs, weights, gradients) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < 60; seed++)
        {
            var one = new Case(1, 2, 1, 20, 60, 4 + seed, 8, 3, seed);
            var (part, rows) = (new Both<SoftCap, Both<Alibi, Window>>(new(5), new(new([0.5f, 0.1f], 40), new(4, 40))),
                new int[] { 0, 7, 19 });
            var (want, got) = (one.Define(part), one.Run(part, bits).LogSumExp);
            logs = Math.Max(logs, Closeness.OfLogSumExp(got, want.LogSumExp, want.Size).Share);
            var weighed = new float[2 * rows.Length * one.M];
            foreach (var given in (float[][])[[], got])
            {
                Attention.Weights(one.Queries, one.Keys, rows, weighed, part, given, new() { Registers = bits });
                weights = Math.Max(weights, Closeness.OfOutput(weighed, Weights(one, rows, part), want.Size).Share);
            }
            gradients = Math.Max(gradients, Worst(Gradients.Run(one, part, default(Softmax), bits),
                Gradients.Define(one, part, default(Softmax))));
        }
        log.WriteLine($"{bits} bits: the worst errors are {logs:P0} of the bound for logarithms, {weights:P0} for weights, {gradients:P0} "
            + "for gradients");
        Assert.InRange(logs, 0.03, 1);
        Assert.InRange(weights, 0.03, 1);
        Assert.InRange(gradients, 0.1, 1);
    }

    // One in 16,384: less than a rounding to half precision or a shorter polynomial would do.
    [Fact]
    public void A_scale_that_is_barely_wrong_exceeds_every_bound()
    {
        var one = new Case(1, 2, 1, 20, 60, 24, 8, 3, 5);
        var (right, scale) = (one.Define(default(Everything)), (1 + 1.0 / (1 << 14)) / Math.Sqrt(one.D));
        var (output, logs) = (new double[one.Rows * one.Dv], new double[one.Rows]);
        AttentionDefinition.Forward(one.Queries, one.Keys, one.Values, output, logs, default(Everything), scale);
        Assert.InRange(Closeness.OfOutput(Floats(output), right.Output, right.Size, one.Largest).Share, 1.2, 60);
        Assert.InRange(Closeness.OfLogSumExp(Floats(logs), right.LogSumExp, right.Size).Share, 1.2, 60);
        int[] rows = [.. Enumerable.Range(0, one.N)];
        Assert.InRange(Closeness.OfOutput(Floats(Weights(one, rows, default(Everything), scale)), Weights(one, rows, default(Everything)),
            right.Size).Share, 1.2, 60);
        var (dq, dk, dv) = Gradients.Define(one, default(Everything), default(Softmax), scale);
        Assert.InRange(Worst((Floats(dq), Floats(dk), Floats(dv)), Gradients.Define(one, default(Everything), default(Softmax))), 1.2, 60);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(11)]
    public void One_number_that_is_a_little_too_far_is_found_wherever_it_stands(int at)
    {
        double[] want = [.. Enumerable.Range(0, 12).Select(i => (double)i - 4)];
        Judge((got, size) => Closeness.OfOutput(got, want, size, 2), 2 * Attention.ErrorBound * (1 + 5000));
        Judge((got, size) => Closeness.OfLogSumExp(got, want, size), Attention.ErrorBound * (1 + 5000 + Math.Abs(want[at])));
        Judge((got, _) => Closeness.OfGradient(got, want), Attention.GradientBound * (1 + 7));

        void Judge(Func<float[], double, Closeness> judge, double allowed)
        {
            foreach (var (by, found) in ((double, bool)[])[(0.9, false), (-0.9, false), (1.1, true), (-1.1, true), (double.NaN, true),
                (double.NegativeInfinity, true)])
            {
                var got = Floats(want);
                got[at] = (float)(want[at] + by * allowed);
                var closeness = judge(got, 5000);
                Assert.True(closeness.Share > 1 == found && closeness.At == at, $"{by} of what is allowed at {at}: {closeness}");
                if (found)
                    Assert.Contains($"number {at} is", Assert.ThrowsAny<Exception>(() => closeness.Demand(got, want, "number")).Message);
                else closeness.Demand(got, want, "number");
            }
        }
    }

    // Weights are outputs whose values are the rows of the identity.
    private static double[] Weights<TPart>(Case one, int[] rows, TPart part, double? scale = null) where TPart : struct, IPart<TPart>
    {
        var (identity, output) = (new float[one.M * one.M], new double[one.Rows * one.M]);
        for (var j = 0; j < one.M; j++) identity[(j * one.M) + j] = 1;
        AttentionDefinition.Forward(one.Queries, one.Keys, new View(identity, new(1, 1, one.M, one.M)), output, new double[one.Rows], part,
            scale);
        return [.. from h in Enumerable.Range(0, one.H) from i in rows from j in Enumerable.Range(0, one.M)
            select output[(((h * one.N) + i) * one.M) + j]];
    }

    private static double Worst((float[] DQ, float[] DK, float[] DV) got, (double[] DQ, double[] DK, double[] DV) want)
        => Math.Max(Closeness.OfGradient(got.DQ, want.DQ).Share,
            Math.Max(Closeness.OfGradient(got.DK, want.DK).Share, Closeness.OfGradient(got.DV, want.DV).Share));

    private static float[] Floats(double[] x) => [.. x.Select(y => (float)y)];
}
