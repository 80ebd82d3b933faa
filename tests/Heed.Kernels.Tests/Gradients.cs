namespace Heed.Kernels.Tests;

/// <summary>Backward calls on a <see cref="Case"/>, with every output poisoned and fenced, against the definition.</summary>
internal static class Gradients
{
    private const int Fence = 16;

    /// <summary>The gradient of the output: numbers that follow no pattern.</summary>
    public static float[] Upstream(Case one) => Case.Draw(one.Rows * one.Dv, 1, 77);

    public static (float[] DQ, float[] DK, float[] DV) Run<TPart, TNormaliser>(Case one, TPart part, TNormaliser normaliser, int bits = 0,
        int threads = 1)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
            => Run(one, part, normaliser, new AttentionOptions { Registers = bits, Threads = threads });

    public static (float[] DQ, float[] DK, float[] DV) Run<TPart, TNormaliser>(Case one, TPart part, TNormaliser normaliser,
        AttentionOptions options)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        var (output, sums) = (new float[one.Rows * one.Dv], new float[TNormaliser.Sums ? one.Rows : 0]);
        Attention.Forward(one.Queries, one.Keys, one.Values, output, part, normaliser, sums, options);
        var (dq, dk, dv) = (Poisoned(one.Q.Length), Poisoned(one.K.Length), Poisoned(one.V.Length));
        Attention.Backward(one.Queries, one.Keys, one.Values, output, sums, Upstream(one), Inner(dq), Inner(dk), Inner(dv), part,
            normaliser, options);
        foreach (var x in (float[][])[dq, dk, dv]) Assert.All(x[..Fence].Concat(x[^Fence..]), y => Assert.True(float.IsNaN(y)));
        return ([.. Inner(dq)], [.. Inner(dk)], [.. Inner(dv)]);
    }

    /// <summary>What the definition says.</summary>
    public static (double[] DQ, double[] DK, double[] DV) Define<TPart, TNormaliser>(Case one, TPart part, TNormaliser normaliser,
        double? scale = null)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        var (dq, dk, dv) = (new double[one.Q.Length], new double[one.K.Length], new double[one.V.Length]);
        GradientDefinition.Backward(one.Queries, one.Keys, one.Values, Upstream(one), dq, dk, dv, part, normaliser, scale);
        return (dq, dk, dv);
    }

    /// <summary>Compares with the definition; gradients of keys from <paramref name="seen"/> on, which nobody sees, must be 0.</summary>
    public static void Judge<TPart, TNormaliser>(Case one, TPart part, TNormaliser normaliser, int bits, int seen = int.MaxValue)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        var (dq, dk, dv) = Define(one, part, normaliser);
        var got = Run(one, part, normaliser, bits);
        foreach (var (name, x, right) in ((string, float[], double[])[])[("dq", got.DQ, dq), ("dk", got.DK, dk), ("dv", got.DV, dv)])
            Closeness.OfGradient(x, right).Demand(x, right, $"{one}, {bits} bits, {typeof(TPart)}, {typeof(TNormaliser)}: {name}");
        if (seen == int.MaxValue) return;
        Assert.All(got.DK.Skip(seen * one.Keys.Shape.Width), x => Assert.Equal(0, x));
        Assert.All(got.DV.Skip(seen * one.Values.Shape.Width), x => Assert.Equal(0, x));
    }

    private static float[] Poisoned(int length) => [.. Enumerable.Repeat(float.NaN, length + 2 * Fence)];

    private static Span<float> Inner(float[] x) => x.AsSpan(Fence, x.Length - 2 * Fence);
}
