namespace Heed.Kernels;

/// <summary>The definition of <see cref="Attention"/>, term by term, in double precision.</summary>
public static class AttentionDefinition
{
    /// <summary>Computes the outputs and returns S of <see cref="Attention.ErrorBound"/>:
    /// the largest size of a visible pair's score.</summary>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D).</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">Room for (B, H, N, Dv).</param>
    /// <param name="logSumExp">Room for (B, H, N).</param>
    /// <param name="part">What changes and hides scores.</param>
    /// <param name="scale">What dot products are multiplied by; null for 1 / √D.</param>
    /// <param name="rotation">Rotates queries and keys; null for none.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    public static double Forward<TPart>(View q, View k, View v, Span<double> output, Span<double> logSumExp, TPart part,
        double? scale = null, Rotation? rotation = null)
        where TPart : struct, IPart<TPart>
    {
        ArgumentChecks.Definition(q, k, v, rotation, (nameof(output), output.Length, v.Shape.Width),
            (nameof(logSumExp), logSumExp.Length, 1));
        part.Check(q.Shape.Batch, q.Shape.Heads, q.Shape.Tokens, k.Shape.Tokens);
        var (n, m, d, dv, size) = (q.Shape.Tokens, k.Shape.Tokens, q.Shape.Width, v.Shape.Width, 0.0);
        var by = scale ?? 1 / Math.Sqrt(d);
        var (scores, query, key) = (new double[m], new double[d], new double[d]);
        output.Clear();
        for (var row = 0; row < logSumExp.Length; row++)
        {
            var (b, h, i) = (row / n / q.Shape.Heads, row / n % q.Shape.Heads, row % n);
            var (own, g) = (part.For(b, h), (int)((long)h * k.Shape.Heads / q.Shape.Heads));
            var (max, mass) = ((double)own.Sink, 0.0);
            Read(q, b, h, i, rotation, rotation?.QueryOffset ?? 0, query);
            for (var j = 0; j < m; j++)
            {
                scores[j] = double.NegativeInfinity;
                if (!own.Sees(i, j)) continue;
                Read(k, b, g, j, rotation, rotation?.KeyOffset ?? 0, key);
                var (dot, sum) = (0.0, 0.0);
                for (var c = 0; c < d; c++)
                {
                    dot += by * query[c] * key[c];
                    var other = rotation?.Partner(c) ?? c;
                    sum += Math.Abs(by) * (other == c ? Math.Abs(query[c] * key[c])
                        : double.Hypot(query[c], query[other]) * double.Hypot(key[c], key[other]) / 2);
                }
                scores[j] = own.Define(dot, i, j);
                (max, size) = (Math.Max(max, scores[j]), Math.Max(size, sum + Math.Abs(scores[j] - dot)));
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

    private static void Read(View x, int b, int h, int i, Rotation? rotation, int offset, Span<double> row)
    {
        for (var c = 0; c < row.Length; c++) row[c] = At(x, b, h, i, c);
        for (var pair = 0; pair < rotation?.Width / 2; pair++)
        {
            var first = rotation!.Pairing == Pairing.Halves ? pair : 2 * pair;
            var (second, (sin, cos)) = (rotation.Partner(first), Math.SinCos(rotation.Angle(offset + i, pair)));
            (row[first], row[second]) = (row[first] * cos - row[second] * sin, row[second] * cos + row[first] * sin);
        }
    }

    private static double At(View x, int b, int h, int i, int c) => x.Data[(int)(b * x.Batch + h * x.Head + i * x.Token + c)];
}
