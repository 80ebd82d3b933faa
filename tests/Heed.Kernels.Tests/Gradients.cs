namespace Heed.Kernels.Tests;

/// <summary>Backward calls on a <see cref="Case"/>, with every output poisoned and fenced, against the definition.</summary>
internal static class Gradients
{
    private const int Fence = 16;

    /// <summary>The gradient of the output: numbers that follow no pattern.</summary>
    public static float[] Upstream(Case one) => Case.Draw(one.Rows * one.Dv, 1, 77);

    public static (float[] DQ, float[] DK, float[] DV) Run<TPart, TNormaliser>(Case one, TPart part, TNormaliser normaliser, int bits = 0, int threads = 1)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser => Run(one, part, normaliser, new AttentionOptions { Registers = bits, Threads = threads });

    public static (float[] DQ, float[] DK, float[] DV) Run<TPart, TNormaliser>(Case one, TPart part, TNormaliser normaliser, AttentionOptions options)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        var (output, sums) = (new float[one.Rows * one.Dv], new float[TNormaliser.Sums ? one.Rows : 0]);
        Attention.Forward(one.Queries, one.Keys, one.Values, output, part, normaliser, sums, options);
        var (dq, dk, dv) = (Poisoned(one.Q.Length), Poisoned(one.K.Length), Poisoned(one.V.Length));
        Attention.Backward(one.Queries, one.Keys, one.Values, output, sums, Upstream(one), Inner(dq), Inner(dk), Inner(dv), part, normaliser, options);
        foreach (var x in (float[][])[dq, dk, dv]) Assert.All(x[..Fence].Concat(x[^Fence..]), y => Assert.True(float.IsNaN(y)));
        return ([.. Inner(dq)], [.. Inner(dk)], [.. Inner(dv)]);
    }

    /// <summary>Compares with the definition; gradients of keys from <paramref name="seen"/> on, which nobody sees, must be 0.</summary>
    public static void Judge<TPart, TNormaliser>(Case one, TPart part, TNormaliser normaliser, int bits, int seen = int.MaxValue)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        var (dq, dk, dv) = (new double[one.Q.Length], new double[one.K.Length], new double[one.V.Length]);
        GradientDefinition.Backward(one.Queries, one.Keys, one.Values, Upstream(one), dq, dk, dv, part, normaliser);
        var got = Run(one, part, normaliser, bits);
        Close(dq, got.DQ);
        Close(dk, got.DK);
        Close(dv, got.DV);
        if (seen == int.MaxValue) return;
        Assert.All(got.DK.Skip(seen * one.Keys.Shape.Width), x => Assert.Equal(0, x));
        Assert.All(got.DV.Skip(seen * one.Values.Shape.Width), x => Assert.Equal(0, x));
    }

    private static void Close(double[] want, float[] got)
    {
        var size = want.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (var i = 0; i < want.Length; i++)
            Assert.True(Math.Abs(want[i] - got[i]) <= Attention.GradientBound * (1 + size), $"{i}: {got[i]} is not {want[i]} (largest {size})");
    }

    private static float[] Poisoned(int length) => [.. Enumerable.Repeat(float.NaN, length + 2 * Fence)];

    private static Span<float> Inner(float[] x) => x.AsSpan(Fence, x.Length - 2 * Fence);
}
