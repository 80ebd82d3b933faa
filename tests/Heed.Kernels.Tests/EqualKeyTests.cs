namespace Heed.Kernels.Tests;

/// <summary>Equal vectors have equal scores, to the last bit, wherever they stand: a tie stays a tie.</summary>
public class EqualKeyTests
{
    private static readonly int[] Features = [1, 3, 8, 17, 33, 64, 100, 129, 256];

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Equal_keys_weigh_the_same_in_every_row_of_weights(int bits)
    {
        Case.Need(bits);
        foreach (var d in Features)
            foreach (var (n, m) in ((int, int)[])[(1, 7), (3, 130), (17, 300), (35, 61)])
            {
                var (one, weights) = (Equal(n, m, d), new float[n * m]);
                int[] rows = [.. Enumerable.Range(0, n)];
                Attention.Weights(one.Queries, one.Keys, rows, weights, default(Everything), options: new() { Registers = bits });
                for (var i = 0; i < n; i++)
                    for (var j = 2; j < m; j++)
                        Assert.True(weights[i * m + j] == weights[i * m + j % 2],
                            $"{bits} bits, width {d}, {n} queries: key {j} of query {i} weighs {weights[i * m + j]}, key {j % 2} "
                            + $"{weights[i * m + j % 2]}");
            }
    }

    // With one visible key, the log-sum-exp is its score.
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Equal_pairs_score_the_same_in_every_lane_row_tail_and_tile(int bits)
    {
        Case.Need(bits);
        foreach (var d in Features)
            foreach (var (n, m) in ((int, int)[])[(1, 270), (2, 270), (5, 31), (8, 300), (9, 30), (20, 9), (47, 135), (100, 263)])
            {
                var one = Equal(n, m, d);
                float? even = null, odd = null;
                for (var shift = 0; shift < m; shift += n <= 8 ? 1 : 11)
                {
                    var mask = new bool[n * m];
                    for (var i = 0; i < n; i++) mask[i * m + (i + shift) % m] = true;
                    var logs = one.Run(new BooleanMask(mask, n, m), bits).LogSumExp;
                    for (var i = 0; i < n; i++)
                    {
                        ref var seen = ref (i + shift) % m % 2 == 0 ? ref even : ref odd;
                        seen ??= logs[i];
                        Assert.True(logs[i] == seen,
                            $"{bits} bits, width {d}, {n} queries: query {i} with key {(i + shift) % m}: {logs[i]}, not {seen}");
                    }
                }
                Assert.NotEqual(even, odd);
            }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Equal_keys_and_values_have_equal_gradients(int bits)
    {
        Case.Need(bits);
        foreach (var d in Features)
            foreach (var (n, m) in ((int, int)[])[(1, 70), (6, 333), (70, 45)])
            {
                var one = Equal(n, m, d);
                float[] v = [.. Enumerable.Range(0, m).SelectMany(j => one.V.Take(5))], output = new float[n * 5], dq = new float[n * d],
                    dk = new float[m * d], dv = new float[m * 5];
                var logs = new float[n];
                Attention.Forward(one.Queries, one.Keys, new View(v, new(1, 1, m, 5)), output, default(Everything), logs,
                    new() { Registers = bits });
                Attention.Backward(one.Queries, one.Keys, new View(v, new(1, 1, m, 5)), output, logs, Case.Draw(n * 5, 1, 3), dq, dk, dv,
                    default(Everything), new() { Registers = bits });
                for (var j = 2; j < m; j++)
                {
                    Assert.True(dv.AsSpan(j * 5, 5).SequenceEqual(dv.AsSpan(j % 2 * 5, 5)),
                        $"{bits} bits, width {d}, {n} queries, value {j}");
                    Assert.True(dk.AsSpan(j * d, d).SequenceEqual(dk.AsSpan(j % 2 * d, d)),
                        $"{bits} bits, width {d}, {n} queries, key {j}");
                }
            }
    }

    // All queries are the same; so are all even keys, and all odd ones.
    private static Case Equal(int n, int m, int d)
    {
        var (query, pair) = (Case.Draw(d, 2, d), Case.Draw(2 * d, 2, d + 1));
        float[] queries = [.. Enumerable.Range(0, n).SelectMany(_ => query)];
        float[] keys = [.. Enumerable.Range(0, m).SelectMany(j => pair[(j % 2 * d)..(j % 2 * d + d)])];
        return new(1, 1, 1, n, m, d, 5) { Turned = (queries, keys) };
    }
}
