namespace Heed.Kernels;

/// <summary>The recurrence as it is defined, token by token in double precision: what the kernel is judged by.</summary>
public static class RecurrenceDefinition
{
    /// <summary>What tokens read, and the memory after them.</summary>
    /// <param name="x">The tokens.</param>
    /// <param name="output">Room for (B, H, N, Dv).</param>
    /// <param name="state">(B, H, D, Dv): the memory before the first token; after the last when the call returns.</param>
    /// <param name="options">The scale, and when is asked; null for the defaults.</param>
    /// <returns>The largest Σ_i |scale · q_i S_ij|, which bounds are relative to.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static double Forward(in RecurrenceInputs x, Span<double> output, Span<double> state, RecurrenceOptions? options = null)
    {
        options ??= new();
        x.Check();
        var (shape, width, updates, largest) = (x.Q.Shape, x.V.Shape.Width, x.Updates, 0.0);
        ArgumentChecks.Length(output.Length, (long)shape.Batch * shape.Heads * shape.Tokens * width, nameof(output), "(B, H, N, Dv)");
        ArgumentChecks.Length(state.Length, (long)shape.Batch * shape.Heads * shape.Width * width, nameof(state), "(B, H, D, Dv)");
        var (before, written) = (new double[shape.Width * width], new double[width]);
        for (var head = 0; head < shape.Batch * shape.Heads; head++)
        {
            var (b, h) = Math.DivRem(head, shape.Heads);
            var s = state.Slice(head * shape.Width * width, shape.Width * width);
            for (var t = 0; t < shape.Tokens; t++)
            {
                s.CopyTo(before);
                if (x.Fades) Fade(s, At(x.LogDecay, b, h, t), width);
                for (var r = 0; r < updates; r++)
                {
                    var k = At(x.K, b, h, (t * updates) + r);
                    var v = At(x.V, b, h, (t * updates) + r);
                    for (var j = 0; j < width; j++) written[j] = v[j];
                    if (x.Asks)
                    {
                        var asked = At(x.Asked, b, h, (t * updates) + r);
                        var of = options.AsksBeforeDecay && r == 0 ? before : s;
                        for (var i = 0; i < asked.Length; i++)
                            for (var j = 0; j < width; j++) written[j] -= asked[i] * of[(i * width) + j];
                    }
                    for (var i = 0; i < k.Length; i++)
                        for (var j = 0; j < width; j++) s[(i * width) + j] += k[i] * written[j];
                }
                var q = At(x.Q, b, h, t);
                var to = output.Slice(((head * shape.Tokens) + t) * width, width);
                for (var j = 0; j < width; j++)
                {
                    var (sum, size) = (0.0, 0.0);
                    for (var i = 0; i < q.Length; i++)
                    {
                        var part = (double)options.Scale * q[i] * s[(i * width) + j];
                        (sum, size) = (sum + part, size + Math.Abs(part));
                    }
                    (to[j], largest) = (sum, Math.Max(largest, size));
                }
            }
        }
        return largest;
    }

    private static void Fade(Span<double> s, ReadOnlySpan<float> decay, int width)
    {
        for (var i = 0; i < s.Length; i++) s[i] *= Math.Exp(decay[decay.Length == 1 ? 0 : i / width]);
    }

    private static ReadOnlySpan<float> At(View x, int b, int h, int t)
        => x.Data.Slice((int)((b * x.Batch) + (h * x.Head) + (t * x.Token)), x.Shape.Width);
}
