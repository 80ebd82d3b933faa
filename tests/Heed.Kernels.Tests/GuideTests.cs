using System.Numerics.Tensors;

namespace Heed.Kernels.Tests;

/// <summary>The programs of docs/guide/kernels.md, as the bodies of tests.</summary>
public sealed class GuideTests
{
    private static readonly Case Example = new(2, 8, 8, 100, 100, 64, 64);
    private readonly float[] q = Example.Q;
    private readonly float[] k = Example.K;
    private readonly float[] v = Example.V;

    private static double Far(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Assert.Equal(a.Length, b.Length);
        var far = 0.0;
        for (var i = 0; i < a.Length; i++) far = Math.Max(far, Math.Abs((double)a[i] - b[i]));
        return far;
    }

    [Fact]
    public void Attention_takes_four_lines()
    {
        #region attention
        var shape = new Shape(batch: 2, heads: 8, tokens: 100, width: 64);
        var output = new float[shape.Length];
        var logSumExp = new float[2 * 8 * 100];
        Attention.Forward(new View(q, shape), new View(k, shape), new View(v, shape), output, new Causal(offset: 0), logSumExp);
        #endregion

        Assert.Equal(Example.Run(new Causal(0)).Output, output);
        Assert.All(logSumExp, x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void Tensors_are_read_where_they_lie()
    {
        var output = new float[Example.Q.Length];

        #region tensors
        nint[] sizes = [2, 8, 100, 64];
        ReadOnlyTensorSpan<float> queries = new(q, sizes), keys = new(k, sizes), values = new(v, sizes);
        Attention.Forward(queries, keys, values, new TensorSpan<float>(output, sizes), new Causal(offset: 0));
        #endregion

        Assert.Equal(Example.Run(new Causal(0)).Output, output);
    }

    [Fact]
    public void Views_read_tokens_first()
    {
        var (output, packed) = (new float[100 * 64 * 16], new float[100 * 64 * 16]);

        #region strides
        var shape = new Shape(batch: 2, heads: 8, tokens: 100, width: 64);
        View Look(float[] data) => new(data, shape, batch: 100 * 8 * 64, head: 64, token: 8 * 64);
        var place = new Place(output, shape, batch: 100 * 8 * 64, head: 64, token: 8 * 64);
        Attention.Forward(Look(q), Look(k), Look(v), place, new Causal(offset: 0), default(Softmax));
        #endregion

        float[] Swapped(float[] x)
            => [.. from b in Enumerable.Range(0, 2) from h in Enumerable.Range(0, 8) from t in Enumerable.Range(0, 100)
                                          from c in Enumerable.Range(0, 64) select x[((b * 100 + t) * 8 + h) * 64 + c]];
        Attention.Forward(new View(Swapped(q), shape), new View(Swapped(k), shape), new View(Swapped(v), shape), packed, new Causal(0));
        Assert.Equal(packed, Swapped(output));
    }

    [Fact]
    public void Parts_combine()
    {
        var output = new float[Example.Q.Length];
        var queries = Example.Queries;
        var keys = Example.Keys;
        var values = Example.Values;

        #region parts
        float[] slopes = [.. Enumerable.Range(1, 8).Select(h => MathF.Pow(2, -h))];
        var nearby = new Both<Alibi, Window>(new(slopes, offset: 0), new(width: 32, offset: 0));
        var capped = new Both<SoftCap, Both<Alibi, Window>>(new(cap: 30), nearby);
        Attention.Forward(queries, keys, values, output, capped);
        #endregion

        Example.Judge(capped);
        Assert.Equal(Example.Run(capped).Output, output);
    }

    [Fact]
    public void A_cache_grows_token_by_token()
    {
        var queries = Example.Queries;
        var keys = Example.Keys;
        var values = Example.Values;
        var output = new float[2 * 8 * 64];

        #region cache
        var cache = new KeyValueCache(batch: 2, groups: 8, width: 64, valueWidth: 64, capacity: 100);
        View Token(View x, int t) => new(x.Data[(t * 64)..], new Shape(2, 8, 1, 64), x.Batch, x.Head, x.Token);

        for (var t = 0; t < 100; t++)
        {
            cache.Append(Token(keys, t), Token(values, t));
            cache.Attend(Token(queries, t), output);            // (2, 8, 1, 64): the newest token sees all so far
        }
        #endregion

        var whole = Example.Run(new Causal(0)).Output;
        for (var head = 0; head < 16; head++)
            Assert.InRange(Far(whole.AsSpan((head * 100 + 99) * 64, 64), output.AsSpan(head * 64, 64)), 0, 1e-6);
    }

    [Fact]
    public void Halves_of_the_keys_merge()
    {
        var queries = Example.Queries;
        var keys = Example.Keys;
        var values = Example.Values;
        var whole = Example.Run(default(Everything)).Output;

        #region merge
        View Half(View x, int from) => new(x.Data[(from * 64)..], new Shape(2, 8, 50, 64), x.Batch, x.Head, x.Token);

        var (output, sums) = (new float[2 * 8 * 100 * 64], new float[2 * 8 * 100]);
        Attention.Forward(queries, Half(keys, 0), Half(values, 0), output, default(Everything), sums);
        var (other, otherSums) = (new float[output.Length], new float[sums.Length]);
        Attention.Forward(queries, Half(keys, 50), Half(values, 50), other, default(Everything), otherSums);

        Merge.Into(output, sums, other, otherSums);         // now output is attention over all 100 keys
        #endregion

        Assert.InRange(Far(whole, output), 0, 1e-6);
    }

    [Fact]
    public void Gradients_come_from_what_the_forward_call_gave()
    {
        var queries = Example.Queries;
        var keys = Example.Keys;
        var values = Example.Values;
        var gradient = Gradients.Upstream(Example);

        #region backward
        var (output, logSumExp) = (new float[2 * 8 * 100 * 64], new float[2 * 8 * 100]);
        Attention.Forward(queries, keys, values, output, new Causal(0), logSumExp);

        var (dq, dk, dv) = (new float[q.Length], new float[k.Length], new float[v.Length]);
        Attention.Backward(queries, keys, values, output, logSumExp, gradient, dq, dk, dv, new Causal(0));
        #endregion

        var want = Gradients.Run(Example, new Causal(0), default(Softmax));
        Assert.Equal(want.DQ, dq);
        Assert.Equal(want.DK, dk);
        Assert.Equal(want.DV, dv);
    }

    [Fact]
    public void Options_say_how_a_call_runs()
    {
        var queries = Example.Queries;
        var keys = Example.Keys;
        var values = Example.Values;
        var output = new float[Example.Q.Length];

        #region options
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var options = new AttentionOptions { Threads = 1, Scale = 0.125f, Registers = 128, Cancellation = patience.Token };
        Attention.Forward(queries, keys, values, output, new Causal(0), default, options);
        #endregion

        Assert.InRange(Far(Example.Run(new Causal(0)).Output, output), 0, 1e-5);
    }
}
