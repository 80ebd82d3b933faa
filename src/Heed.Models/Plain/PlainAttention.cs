namespace Heed.Models.Plain;

/// <summary><c>rope + causal</c> of one text, on arrays, with all weights kept.</summary>
/// <param name="heads">How many heads lie side by side in a token.</param>
/// <param name="width">The width of all of them together.</param>
internal sealed class PlainAttention(int heads, int width)
{
    private const double Base = 10000;
    private readonly int headWidth = width / heads;

    /// <summary>What each token reads.</summary>
    /// <param name="joined">(N, 3 width): queries, keys and values; queries and keys are turned in place.</param>
    /// <param name="weights">Where the weights go, (heads, N, N).</param>
    /// <returns>(N, width).</returns>
    public float[] Read(float[] joined, Memory<float> weights)
    {
        var tokens = joined.Length / (3 * width);
        var output = new float[tokens * width];
        var speeds = Enumerable.Range(0, headWidth / 2).Select(a => Math.Pow(Base, -2.0 * a / headWidth)).ToArray();
        Dense.Each(tokens, t => Turn(joined.AsSpan(t * 3 * width, 2 * width), t, speeds));
        Dense.Each(tokens, t =>
        {
            for (var head = 0; head < heads; head++)
            {
                var row = weights.Span.Slice(((head * tokens) + t) * tokens, t + 1);
                Weigh(joined, head * headWidth, row);
                var into = output.AsSpan((t * width) + (head * headWidth), headWidth);
                for (var j = 0; j < row.Length; j++) Dense.AddScaled(into, row[j], Part(joined, j, (2 * width) + (head * headWidth)));
            }
        });
        return output;
    }

    /// <summary>Softmax of the scores of the last of so many tokens.</summary>
    private void Weigh(float[] joined, int start, Span<float> row)
    {
        var query = Part(joined, row.Length - 1, start);
        var (scale, most, sum) = ((float)(1 / Math.Sqrt(headWidth)), float.NegativeInfinity, 0.0);
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = Dense.Dot(query, Part(joined, j, width + start)) * scale;
            most = Math.Max(most, row[j]);
        }

        foreach (ref var score in row) sum += score = MathF.Exp(score - most);
        foreach (ref var weight in row) weight = (float)(weight / sum);
    }

    private ReadOnlySpan<float> Part(float[] joined, int token, int start) =>
        joined.AsSpan((token * 3 * width) + start, headWidth);

    /// <summary>The halves of each head's query and key turned by the angles of a place.</summary>
    private void Turn(Span<float> both, int place, double[] speeds)
    {
        for (var a = 0; a < speeds.Length; a++)
        {
            var (cos, sin) = ((float)Math.Cos(place * speeds[a]), (float)Math.Sin(place * speeds[a]));
            for (var start = a; start < both.Length; start += headWidth)
            {
                var (x, y) = (both[start], both[start + speeds.Length]);
                (both[start], both[start + speeds.Length]) = ((x * cos) - (y * sin), (x * sin) + (y * cos));
            }
        }
    }
}
