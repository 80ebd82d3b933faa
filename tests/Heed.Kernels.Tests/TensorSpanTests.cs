using System.Numerics.Tensors;

namespace Heed.Kernels.Tests;

/// <summary>Tensors of System.Numerics.Tensors are read and written where they lie.</summary>
public class TensorSpanTests
{
    private static readonly Case One = new(2, 4, 2, 9, 13, 8, 6);

    [Fact]
    public void Packed_tensors_give_what_views_give()
    {
        var (want, sums) = One.Run(new Causal(4));
        var (got, gotSums) = (new float[want.Length], new float[sums.Length]);
        ReadOnlyTensorSpan<float> q = new(One.Q, [2, 4, 9, 8]), k = new(One.K, [2, 2, 13, 8]), v = new(One.V, [2, 2, 13, 6]);
        Attention.Forward(q, k, v, new TensorSpan<float>(got, [2, 4, 9, 6]), new Causal(offset: 4), gotSums);
        Assert.Equal(want, got);
        Assert.Equal(sums, gotSums);

        Attention.Forward(q, k, v, new TensorSpan<float>(got, [2, 4, 9, 6]));
        Assert.Equal(One.Run(default(Everything)).Output, got);

        var gradient = Case.Draw(want.Length, 1, 9);
        float[] dq = new float[One.Q.Length], dk = new float[One.K.Length], dv = new float[One.V.Length];
        float[] tq = new float[dq.Length], tk = new float[dk.Length], tv = new float[dv.Length];
        Attention.Backward(One.Queries, One.Keys, One.Values, want, sums, gradient, dq, dk, dv, new Causal(4));
        Attention.Backward(q, k, v, new ReadOnlyTensorSpan<float>(want, [2, 4, 9, 6]), sums,
            new ReadOnlyTensorSpan<float>(gradient, [2, 4, 9, 6]), new TensorSpan<float>(tq, [2, 4, 9, 8]),
            new TensorSpan<float>(tk, [2, 2, 13, 8]), new TensorSpan<float>(tv, [2, 2, 13, 6]), new Causal(4));
        Assert.Equal(dq, tq);
        Assert.Equal(dk, tk);
        Assert.Equal(dv, tv);
    }

    [Fact]
    public void Tensors_with_strides_are_read_and_written_without_a_copy()
    {
        // (B, N, H, D), as a projection leaves it, seen as (B, H, N, D)
        var (x, output) = (Case.Draw(2 * 9 * 4 * 8, 1, 3), new float[2 * 9 * 4 * 8]);
        nint[] lengths = [2, 4, 9, 8], strides = [9 * 4 * 8, 8, 4 * 8, 1];
        ReadOnlyTensorSpan<float> seen = new(x, lengths, strides);
        Attention.Forward(seen, seen, seen, new TensorSpan<float>(output, lengths, strides), new Causal(0));
        var want = new float[x.Length];
        var view = new View(x, new(2, 4, 9, 8), 9 * 4 * 8, 8, 4 * 8);
        Attention.Forward(view, view, view, new Place(want, new(2, 4, 9, 8), 9 * 4 * 8, 8, 4 * 8), new Causal(0), default(Softmax));
        Assert.Equal(want, output);
    }

    [Fact]
    public void What_no_kernel_reads_is_refused_in_words()
    {
        var x = new float[64];
        Refused([4, 4, 4], [16, 4, 1], "has 3 axes; there must be four");
        Refused([1, 1, 4, 8], [0, 0, 1, 4], "lie 4 floats apart; they must be adjacent");
        Refused([1, 1, 0, 8], [0, 0, 0, 1], null);

        void Refused(nint[] lengths, nint[] strides, string? says)
        {
            var thrown = Record.Exception(() => new ReadOnlyTensorSpan<float>(x, lengths, strides).AsView().Shape.Tokens);
            if (says is null) Assert.Null(thrown);
            else Assert.Contains(says, Assert.IsType<ArgumentException>(thrown).Message);
        }
    }
}
