namespace Heed.Kernels.Tests;

/// <summary>What a cache should hold: the keys and values of each sequence, token by token,
/// and attention over them by calls that know no cache.</summary>
internal sealed class Grown(int batch, int groups, int width, int valueWidth)
{
    public List<(float[] K, float[] V)>[] Tokens { get; } = [.. Enumerable.Range(0, batch).Select(_ => new List<(float[], float[])>())];

    /// <summary>New tokens for some sequences, remembered here and returned as (B, G, T, D) data for the cache.</summary>
    public (float[] K, float[] V) Append(int[] sequences, int count, int seed, float size = 2)
    {
        var (k, v) = (new float[sequences.Length * groups * count * width], new float[sequences.Length * groups * count * valueWidth]);
        for (var b = 0; b < sequences.Length; b++)
            for (var t = 0; t < count; t++)
            {
                var (keys, values) = (Case.Draw(groups * width, size, seed++), Case.Draw(groups * valueWidth, 1, seed++));
                for (var g = 0; g < groups; g++)
                {
                    keys.AsSpan(g * width, width).CopyTo(k.AsSpan(((b * groups + g) * count + t) * width));
                    values.AsSpan(g * valueWidth, valueWidth).CopyTo(v.AsSpan(((b * groups + g) * count + t) * valueWidth));
                }
                Tokens[sequences[b]].Add((keys, values));
            }
        return (k, v);
    }

    /// <summary>Takes the tokens that a cache holds as it holds them, rounded perhaps.</summary>
    public void Take(AttentionCache cache)
    {
        for (var b = 0; b < batch; b++)
        {
            var (first, m) = (cache.First(b), cache.Length(b) - cache.First(b));
            var (k, v) = (new float[groups * m * width], new float[groups * m * valueWidth]);
            cache.Read(b, k, v);
            for (var t = 0; t < m; t++)
                for (var g = 0; g < groups; g++)
                {
                    k.AsSpan((g * m + t) * width, width).CopyTo(Tokens[b][first + t].K.AsSpan(g * width));
                    v.AsSpan((g * m + t) * valueWidth, valueWidth).CopyTo(Tokens[b][first + t].V.AsSpan(g * valueWidth));
                }
        }
    }

    /// <summary>Attends with a cache, and judges each sequence against the definition over all its tokens.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="heads">H.</param>
    /// <param name="n">N.</param>
    /// <param name="seed">Draws the queries.</param>
    /// <param name="run">Attends with the cache.</param>
    /// <param name="part">The part over so many tokens, told relative positions.</param>
    public void Judge<TPart>(AttentionCache cache, int heads, int n, int seed, Call run, Func<int, TPart> part)
        where TPart : struct, IPart<TPart>
    {
        var q = Case.Draw(batch * heads * n * width, 2, seed);
        var (output, sums) = (new float[batch * heads * n * valueWidth + 8], new float[batch * heads * n + 8]);
        Array.Fill(output, float.NaN);
        Array.Fill(sums, float.NaN);
        run(cache, new View(q, new(batch, heads, n, width)), output.AsSpan(..^8), sums.AsSpan(..^8));
        Assert.All(output[^8..], x => Assert.Equal(float.NaN, x));
        Assert.All(sums[^8..], x => Assert.Equal(float.NaN, x));
        for (var b = 0; b < batch; b++)
        {
            var m = Tokens[b].Count;
            var (want, wantSums) = (new double[heads * n * valueWidth], new double[heads * n]);
            var size = AttentionDefinition.Forward(new View(q.AsSpan(b * heads * n * width, heads * n * width), new(1, heads, n, width)),
                new View(Heads(Tokens[b].Select(t => t.K), m, width), new(1, groups, m, width)),
                    new View(Heads(Tokens[b].Select(t => t.V), m, valueWidth), new(1, groups, m, valueWidth)),
                want, wantSums, part(m));
            var got = output.AsSpan(b * want.Length, want.Length);
            var gotSums = sums.AsSpan(b * wantSums.Length, wantSums.Length);
            Closeness.OfOutput(got, want, size).Demand(got, want, $"sequence {b} of {m} tokens: output");
            Closeness.OfLogSumExp(gotSums, wantSums, size).Demand(gotSums, wantSums, $"sequence {b} of {m} tokens: logSumExp");
        }
    }

    public delegate void Call(AttentionCache cache, View q, Span<float> output, Span<float> logSumExp);

    private float[] Heads(IEnumerable<float[]> tokens, int count, int of)
    {
        var (x, t) = (new float[groups * count * of], 0);
        foreach (var token in tokens)
        {
            for (var g = 0; g < groups; g++) token.AsSpan(g * of, of).CopyTo(x.AsSpan((g * count + t) * of));
            t++;
        }
        return x;
    }
}
