using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

public class MergeTests
{
    [Fact]
    public void Any_split_of_the_keys_gives_the_whole()
    {
        var splits = Gen.Select(Gen.Int[1, 12], Gen.Int[0, 200], Gen.Int[0, 200].Array[0, 6], Gen.Int[0, 999]);
        splits.ForEachDraw((n, m, cuts, seed) =>
        {
            var whole = new Case(1, 2, 1, n, m, 9, 7, 8, seed);
            var want = whole.Run(new Everything());
            int[] ends = [0, .. cuts.Select(c => Math.Min(c, m)).Order(), m];
            var sets = ends.Zip(ends.Skip(1)).Select(e => Run(whole, e.First, e.Second)).ToArray();
            var (rows, sums) = (sets.SelectMany(s => s.Output).ToArray(), sets.SelectMany(s => s.LogSumExp).ToArray());
            var (output, logs) = (new float[want.Output.Length], new float[want.LogSumExp.Length]);
            Array.Fill(output, float.NaN);
            Merge.Many(rows, sums, output, logs);
            Close(want, (output, logs));

            var (first, firstLogs) = (sets[0].Output, sets[0].LogSumExp);
            foreach (var (next, nextLogs) in sets[1..]) Merge.Into(first, firstLogs, next, nextLogs);
            Close(want, (first, firstLogs));

            Merge.Many(rows, sums, rows.AsSpan(0, output.Length), sums.AsSpan(0, logs.Length));
            Assert.Equal(output, rows[..output.Length]);
            Assert.Equal(logs, sums[..logs.Length]);
        }, iter: 200);
    }

    [Fact]
    public void A_set_without_keys_changes_nothing_on_either_side()
    {
        float[] output = [1, 2, 3, 4], logs = [0.5f, -3];
        float[] mine = [.. output], mineLogs = [.. logs];
        Merge.Into(mine, mineLogs, [0, 0, 0, 0], [float.NegativeInfinity, float.NegativeInfinity]);
        Assert.Equal(output, mine);
        Assert.Equal(logs, mineLogs);
        float[] empty = [0, float.NaN, 0, 0], none = [float.NegativeInfinity, float.NegativeInfinity];
        Merge.Into(empty, none, output, logs);
        Assert.Equal(output, empty);
        Assert.Equal(logs, none);
    }

    [Fact]
    public void Two_sets_without_keys_have_none()
    {
        float[] output = [0, 0], logs = [float.NegativeInfinity];
        Merge.Into(output, logs, [0, 0], [float.NegativeInfinity]);
        Assert.Equal([0, 0], output);
        Assert.Equal([float.NegativeInfinity], logs);
        Merge.Many([0, 0, 0, 0], [float.NegativeInfinity, float.NegativeInfinity], output, logs);
        Assert.Equal([0, 0], output);
        Assert.Equal([float.NegativeInfinity], logs);
    }

    [Fact]
    public void Denominators_far_apart_do_not_overflow()
    {
        float[] output = [1, 1], logs = [-5000];
        Merge.Into(output, logs, [2, 3], [9000]);
        Assert.Equal([2, 3], output);
        Assert.Equal([9000], logs);
    }

    [Theory]
    [InlineData("otherOutput", 4, 2, 3, 2)]
    [InlineData("otherLogSumExp", 4, 2, 4, 1)]
    [InlineData("logSumExp", 5, 2, 5, 2)]
    public void Lengths_that_do_not_fit_name_the_argument(string name, int output, int logs, int other, int otherLogs)
        => Assert.Equal(name, Assert.Throws<ArgumentException>(()
            => Merge.Into(new float[output], new float[logs], new float[other], new float[otherLogs])).ParamName);

    [Theory]
    [InlineData("outputs", 7, 4, 4, 2)]
    [InlineData("logSumExps", 8, 5, 4, 2)]
    [InlineData("outputs", 0, 0, 4, 2)]
    public void Sets_that_do_not_fit_name_the_argument(string name, int outputs, int logs, int output, int logSumExp)
        => Assert.Equal(name, Assert.Throws<ArgumentException>(()
            => Merge.Many(new float[outputs], new float[logs], new float[output], new float[logSumExp])).ParamName);

    private static (float[] Output, float[] LogSumExp) Run(Case whole, int from, int to)
    {
        var (output, sums) = (new float[2 * whole.N * 7], new float[2 * whole.N]);
        Attention.Forward(new View(whole.Q, new(1, 2, whole.N, 9)), new View(whole.K[(from * 9)..(to * 9)], new(1, 1, to - from, 9)),
            new View(whole.V[(from * 7)..(to * 7)], new(1, 1, to - from, 7)), output, default(Everything), sums);
        return (output, sums);
    }

    private static void Close((float[] Output, float[] LogSumExp) want, (float[] Output, float[] LogSumExp) got)
    {
        Assert.All(want.Output.Zip(got.Output), p => Assert.Equal(p.First, p.Second, 2e-5f));
        Assert.All(want.LogSumExp.Zip(got.LogSumExp), p => Assert.True(p.First == p.Second
            || Math.Abs(p.First - p.Second) < 1e-5f * (1 + Math.Abs(p.First)), $"{p}"));
    }
}
