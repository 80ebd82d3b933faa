namespace Heed.Kernels.Tests;

public class ForwardTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Every_length_matches_the_definition(int bits)
    {
        Case.Need(bits);
        for (var n = 0; n <= 257; n++)
        {
            new Case(1, 1, 1, n, n, 9, 5, Seed: n).Judge(new Causal(0), bits);
            new Case(1, 1, 1, 257 - n, n, 4, 8, Seed: n).Judge(new Everything(), bits);
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Every_width_matches_the_definition(int bits)
    {
        Case.Need(bits);
        for (var d = 1; d <= 256; d++)
            foreach (var n in (int[])[2, 33]) new Case(1, 2, 1, n, 37, d, 257 - d, Seed: d).Judge(new Everything(), bits);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Scores_in_the_thousands_stay_within_the_bound(int bits)
    {
        Case.Need(bits);
        foreach (var n in (int[])[1, 7, 50, 130]) new Case(2, 2, 2, n, 150, 64, 64, 60, n).Judge(new Causal(20), bits);
    }

    [Fact]
    public void Grouped_heads_read_their_own_keys()
    {
        foreach (var n in (int[])[1, 3, 40]) new Case(2, 6, 3, n, 61, 16, 24).Judge(new Causal(61 - n));
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        foreach (var n in (int[])[1, 300])
        {
            var one = new Case(2, 4, 2, n, 300, 32, 32);
            Assert.Equal(one.Run(new Causal(300 - n)).Output, one.Run(new Causal(300 - n), threads: 3).Output);
        }
    }

    [Fact]
    public void Concurrent_calls_do_not_disturb_each_other()
    {
        var one = new Case(1, 2, 2, 100, 100, 32, 32);
        var (want, same) = (one.Run(new Causal(0)).Output, 0);
        Parallel.For(0, 16, _ => Interlocked.Add(ref same, one.Run(new Causal(0), threads: 2).Output.SequenceEqual(want) ? 1 : 0));
        Assert.Equal(16, same);
    }

    [Fact]
    public void Strided_views_are_read_where_they_lie()
    {
        var (q, k, v) = (Case.Draw(50 * 2 * 8, 1, 1), Case.Draw(50 * 2 * 8, 1, 2), Case.Draw(50 * 2 * 8, 1, 3));
        var shape = new Shape(1, 2, 50, 8);
        float[] Heads(float[] x)
            => [.. from h in Enumerable.Range(0, 2) from i in Enumerable.Range(0, 50) from c in Enumerable.Range(0, 8)
                select x[(i * 2 + h) * 8 + c]];
        var (strided, packed) = (new float[800], new float[800]);
        Attention.Forward(new View(q, shape, 800, 8, 16), new View(k, shape, 800, 8, 16), new View(v, shape, 800, 8, 16), strided);
        Attention.Forward(new View(Heads(q), shape), new View(Heads(k), shape), new View(Heads(v), shape), packed);
        Assert.Equal(packed, strided);
    }

    [Fact]
    public void Two_halves_of_the_keys_merge_into_the_whole()
    {
        var whole = new Case(1, 1, 1, 20, 90, 16, 16);
        var halves = new[] { 0..40, 40..90 }.Select(r =>
        {
            var (output, sums, shape) = (new float[320], new float[20], new Shape(1, 1, r.End.Value - r.Start.Value, 16));
            var at = (r.Start.Value * 16)..(r.End.Value * 16);
            Attention.Forward(new View(whole.Q, new(1, 1, 20, 16)), new View(whole.K[at], shape), new View(whole.V[at], shape), output,
                default(Everything), sums);
            return (output, sums);
        }).ToArray();
        Merge.Into(halves[0].output, halves[0].sums, halves[1].output, halves[1].sums);
        var want = whole.Run(new Everything());
        Assert.All(want.Output.Zip(halves[0].output), p => Assert.Equal(p.First, p.Second, 1e-5f));
        Assert.All(want.LogSumExp.Zip(halves[0].sums), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }
}
