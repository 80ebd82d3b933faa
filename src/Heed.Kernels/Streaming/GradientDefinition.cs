namespace Heed.Kernels;

/// <summary>The definition of the backward calls of <see cref="Attention"/>, term by term, in double precision.</summary>
public static class GradientDefinition
{
    // relative, of the difference quotients that stand for derivatives of parts and normalisers
    private const double Step = 1e-5;

    /// <summary>Computes the three gradients.</summary>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D).</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="gradient">(B, H, N, Dv), packed: of the output.</param>
    /// <param name="dq">Room for (B, H, N, D).</param>
    /// <param name="dk">Room for (B, G, M, D).</param>
    /// <param name="dv">Room for (B, G, M, Dv).</param>
    /// <param name="part">What changes and hides scores.</param>
    /// <param name="normaliser">How scores become weights.</param>
    /// <param name="scale">What dot products are multiplied by; null for 1 / √D.</param>
    /// <param name="dscores">Null, or called with the gradient of each visible pair's
    /// changed score: batch, head, query, key, gradient.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    public static void Backward<TPart, TNormaliser>(View q, View k, View v, ReadOnlySpan<float> gradient, Span<double> dq, Span<double> dk,
        Span<double> dv,
        TPart part, TNormaliser normaliser, double? scale = null, Action<int, int, int, int, double>? dscores = null)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        ArgumentChecks.Definition(q, k, v, null, (nameof(gradient), gradient.Length, v.Shape.Width),
            (nameof(dq), dq.Length, q.Shape.Width));
        ArgumentChecks.Length(dk.Length, k.Shape.Length, nameof(dk), k.Shape.ToString());
        ArgumentChecks.Length(dv.Length, v.Shape.Length, nameof(dv), v.Shape.ToString());
        part.Check(q.Shape.Batch, q.Shape.Heads, q.Shape.Tokens, k.Shape.Tokens);
        var (n, m, d, width) = (q.Shape.Tokens, k.Shape.Tokens, q.Shape.Width, v.Shape.Width);
        var by = scale ?? 1 / Math.Sqrt(d);
        dq.Clear();
        dk.Clear();
        dv.Clear();
        var (dots, scores, weights, delta) = (new double[m], new double[m], new double[m], new double[m]);
        for (var row = 0; row < q.Shape.Batch * q.Shape.Heads * n; row++)
        {
            var (b, h, i) = (row / n / q.Shape.Heads, row / n % q.Shape.Heads, row % n);
            var (own, g) = (part.For(b, h), (int)((long)h * k.Shape.Heads / q.Shape.Heads));
            var max = TNormaliser.Sums ? (double)own.Sink : 0;
            for (var j = 0; j < m; j++)
            {
                scores[j] = double.NegativeInfinity;
                if (!own.Sees(i, j)) continue;
                dots[j] = 0;
                for (var c = 0; c < d; c++) dots[j] += by * At(q, b, h, i, c) * At(k, b, g, j, c);
                scores[j] = own.Define(dots[j], i, j);
                if (TNormaliser.Sums) max = Math.Max(max, scores[j]);
            }
            if (double.IsNegativeInfinity(max)) continue;
            var (mass, sum) = (TNormaliser.Sums ? Math.Exp(own.Sink - max) : 0, 0.0);
            for (var j = 0; j < m; j++)
            {
                weights[j] = own.Sees(i, j) ? TNormaliser.Sums ? Math.Exp(scores[j] - max) : normaliser.Define(scores[j]) : 0;
                mass += weights[j];
            }
            for (var j = 0; j < m; j++)
            {
                if (!own.Sees(i, j)) continue;
                if (TNormaliser.Sums) weights[j] /= mass;
                delta[j] = 0;
                for (var c = 0; c < width; c++)
                {
                    delta[j] += gradient[row * width + c] * At(v, b, g, j, c);
                    dv[((b * k.Shape.Heads + g) * m + j) * width + c] += weights[j] * gradient[row * width + c];
                }
                sum += weights[j] * delta[j];
            }
            for (var j = 0; j < m; j++)
            {
                if (!own.Sees(i, j)) continue;
                var (below, above) = Around(scores[j]);
                var slope = TNormaliser.Sums ? weights[j] * (delta[j] - sum)
                    : delta[j] * (normaliser.Define(above) - normaliser.Define(below)) / (above - below);
                dscores?.Invoke(b, h, i, j, slope);
                (below, above) = Around(dots[j]);
                slope *= by * (own.Define(above, i, j) - own.Define(below, i, j)) / (above - below);
                for (var c = 0; c < d; c++)
                {
                    dq[row * d + c] += slope * At(k, b, g, j, c);
                    dk[((b * k.Shape.Heads + g) * m + j) * d + c] += slope * At(q, b, h, i, c);
                }
            }
        }
    }

    private static (double Below, double Above) Around(double x)
    {
        var step = Step * Math.Max(1, Math.Abs(x));
        return (x - step, x + step);
    }

    private static double At(View x, int b, int h, int i, int c) => x.Data[(int)(b * x.Batch + h * x.Head + i * x.Token + c)];
}
