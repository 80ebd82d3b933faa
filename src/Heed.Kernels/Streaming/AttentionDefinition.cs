namespace Heed.Kernels;

/// <summary>The definition of <see cref="Attention"/>, term by term, in double precision.</summary>
public static class AttentionDefinition
{
    /// <summary>Computes the outputs and returns S of <see cref="Attention.ErrorBound"/>: the largest scale · Σ|q_c k_c| of a visible pair.</summary>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D).</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">Room for (B, H, N, Dv).</param>
    /// <param name="logSumExp">Room for (B, H, N).</param>
    /// <param name="part">What changes and hides scores.</param>
    /// <param name="scale">What dot products are multiplied by; null for 1 / √D.</param>
    public static double Forward<TPart>(View q, View k, View v, Span<double> output, Span<double> logSumExp, TPart part, double? scale = null)
        where TPart : struct, IPart<TPart>
    {
        var (n, m, d, dv, size) = (q.Shape.Tokens, k.Shape.Tokens, q.Shape.Width, v.Shape.Width, 0.0);
        var by = scale ?? 1 / Math.Sqrt(d);
        var scores = new double[m];
        output.Clear();
        for (var row = 0; row < logSumExp.Length; row++)
        {
            var (b, h, i) = (row / n / q.Shape.Heads, row / n % q.Shape.Heads, row % n);
            var (own, g) = (part.For(b, h), (int)((long)h * k.Shape.Heads / q.Shape.Heads));
            var (max, mass) = ((double)own.Sink, 0.0);
            for (var j = 0; j < m; j++)
            {
                scores[j] = double.NegativeInfinity;
                if (!own.Sees(i, j)) continue;
                var (dot, sum) = (0.0, 0.0);
                for (var c = 0; c < d; c++)
                {
                    var term = by * At(q, b, h, i, c) * At(k, b, g, j, c);
                    (dot, sum) = (dot + term, sum + Math.Abs(term));
                }
                scores[j] = own.Define(dot, i, j);
                (max, size) = (Math.Max(max, scores[j]), Math.Max(size, sum));
            }
            if (!double.IsNegativeInfinity(max))
            {
                mass = Math.Exp(own.Sink - max);
                foreach (var score in scores) mass += Math.Exp(score - max);
            }
            logSumExp[row] = double.IsNegativeInfinity(max) ? max : max + Math.Log(mass);
            for (var j = 0; j < m; j++)
                if (!double.IsNegativeInfinity(scores[j]))
                    for (var c = 0; c < dv; c++) output[row * dv + c] += Math.Exp(scores[j] - max) / mass * At(v, b, g, j, c);
        }
        return size;
    }

    private static double At(View x, int b, int h, int i, int c) => x.Data[(int)(b * x.Batch + h * x.Head + i * x.Token + c)];
}
