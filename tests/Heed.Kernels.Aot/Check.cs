namespace Heed.Kernels.Aot;

/// <summary>Calls on two heads of 24 features, judged by the definitions in double precision.</summary>
/// <param name="bits">The register width.</param>
/// <param name="queries">N.</param>
/// <param name="keys">M.</param>
internal sealed class Check(int bits, int queries, int keys)
{
    private const int Heads = 2;
    private const int Width = 24;

    private readonly float[] q = Draw(queries, 1);
    private readonly float[] k = Draw(keys, 2);
    private readonly float[] v = Draw(keys, 3);
    private readonly float[] gradient = Draw(queries, 4);
    private readonly Shape rows = new(1, Heads, queries, Width);
    private readonly Shape columns = new(1, Heads, keys, Width);
    private readonly AttentionOptions options = new() { Registers = bits };

    /// <summary>Prints a line, and says whether outputs and gradients are right.</summary>
    public bool Print<TPart>(string name, TPart part) where TPart : struct, IPart<TPart>
    {
        var (output, sums) = (new float[q.Length], new float[Heads * queries]);
        Attention.Forward(new View(q, rows), new View(k, columns), new View(v, columns), output, part, sums, options);
        var (want, wantSums) = (new double[q.Length], new double[sums.Length]);
        var size = AttentionDefinition.Forward(new View(q, rows), new View(k, columns), new View(v, columns), want, wantSums, part);
        var error = Far(output, want);

        var (dq, dk, dv) = (new float[q.Length], new float[k.Length], new float[v.Length]);
        Attention.Backward(new View(q, rows), new View(k, columns), new View(v, columns), output, sums, gradient, dq, dk, dv, part,
            options);
        var (wantQ, wantK, wantV) = (new double[q.Length], new double[k.Length], new double[v.Length]);
        GradientDefinition.Backward(new View(q, rows), new View(k, columns), new View(v, columns), gradient, wantQ, wantK, wantV, part,
            default(Softmax));
        var slope = Math.Max(Far(dq, wantQ), Math.Max(Far(dk, wantK), Far(dv, wantV)));
        var largest = wantQ.Concat(wantK).Concat(wantV).Max(Math.Abs);

        Console.WriteLine($"{bits} bits: {name}: sum {output.Sum():f4}, error {error:e1}, of gradients {slope:e1}");
        return error <= Attention.ErrorBound * (1 + size) && slope <= Attention.GradientBound * (1 + largest);
    }

    // NaN is as far as can be.
    private static double Far(float[] got, double[] want)
        => got.Zip(want).Max(p => double.IsNaN(p.First - p.Second) ? double.PositiveInfinity : Math.Abs(p.First - p.Second));

    private static float[] Draw(int tokens, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Heads * tokens * Width).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
