using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Models.Plain;

/// <summary>What the layers of a model do to each token alone, in float32 on arrays.</summary>
internal static class Dense
{
    private const double Tiny = 1e-5;                                                      // as PyTorch adds to a variance
    private const int Many = 256;                                                          // tokens from which threads pay

    /// <summary>A linear map of every token: x Wᵀ + b.</summary>
    /// <param name="x">(N, from).</param>
    /// <param name="weight">(to, from).</param>
    /// <param name="bias">(to).</param>
    /// <returns>(N, to).</returns>
    public static float[] Linear(float[] x, float[] weight, float[] bias)
    {
        var (to, from) = (bias.Length, weight.Length / bias.Length);
        var y = new float[x.Length / from * to];
        Each(x.Length / from, t => Row(x.AsSpan(t * from, from), weight, bias, y.AsSpan(t * to, to)));
        return y;
    }

    /// <summary>Every token with mean 0 and variance 1, then scaled and shifted (Ba et al. 2016).</summary>
    /// <param name="x">(N, width).</param>
    /// <param name="scale">(width).</param>
    /// <param name="shift">(width).</param>
    public static float[] Normalised(float[] x, float[] scale, float[] shift)
    {
        var (width, y) = (scale.Length, new float[x.Length]);
        for (var start = 0; start < x.Length; start += width)
        {
            var row = x.AsSpan(start, width);
            var to = y.AsSpan(start, width);
            double sum = 0, squares = 0;
            foreach (var number in row) sum += number;
            var mean = sum / width;
            foreach (var number in row) squares += (number - mean) * (number - mean);
            var factor = 1 / Math.Sqrt((squares / width) + Tiny);
            for (var i = 0; i < width; i++) to[i] = (float)((row[i] - mean) * factor * scale[i]) + shift[i];
        }

        return y;
    }

    /// <summary>x Φ(x) in place (Hendrycks and Gimpel 2016), with the normal distribution Φ itself.</summary>
    /// <param name="x">(N, width).</param>
    /// <param name="width">The width of a token.</param>
    public static void Gelu(float[] x, int width) => Each(x.Length / width, t =>
    {
        foreach (ref var number in x.AsSpan(t * width, width))
            number = (float)(number * 0.5 * (1 + ErrorFunction.Of(number / Math.Sqrt(2))));
    });

    /// <summary>Adds in place.</summary>
    /// <param name="x">What is added to.</param>
    /// <param name="y">As many numbers.</param>
    public static void Add(Span<float> x, ReadOnlySpan<float> y)
    {
        for (var i = 0; i < x.Length; i++) x[i] += y[i];
    }

    /// <summary>Every token for itself, on several threads where they are many.</summary>
    /// <param name="tokens">How many.</param>
    /// <param name="work">What to do with one.</param>
    public static void Each(int tokens, Action<int> work)
    {
        if (tokens >= Many) Parallel.For(0, tokens, work);
        else
            for (var t = 0; t < tokens; t++) work(t);
    }

    /// <summary>x · y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var (sum, i) = (Vector<float>.Zero, 0);
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count) sum += new Vector<float>(x[i..]) * new Vector<float>(y[i..]);
        var all = Vector.Sum(sum);
        for (; i < x.Length; i++) all += x[i] * y[i];
        return all;
    }

    /// <summary>y += a x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<float> y, float a, ReadOnlySpan<float> x)
    {
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(y[i..]) + (new Vector<float>(x[i..]) * a)).CopyTo(y[i..]);
        for (; i < x.Length; i++) y[i] += a * x[i];
    }

    // Four rows of the map read a token at once, so that it is loaded once for them and no sum waits for another.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y)
    {
        var (from, row) = (x.Length, 0);
        for (; row <= y.Length - 4; row += 4)
        {
            var w0 = weight.Slice(row * from, from);
            var w1 = weight.Slice((row + 1) * from, from);
            var w2 = weight.Slice((row + 2) * from, from);
            var w3 = weight.Slice((row + 3) * from, from);
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            var i = 0;
            for (; i <= from - Vector<float>.Count; i += Vector<float>.Count)
            {
                var part = new Vector<float>(x[i..]);
                s0 += part * new Vector<float>(w0[i..]);
                s1 += part * new Vector<float>(w1[i..]);
                s2 += part * new Vector<float>(w2[i..]);
                s3 += part * new Vector<float>(w3[i..]);
            }

            var (a, b, c, d) = (Vector.Sum(s0), Vector.Sum(s1), Vector.Sum(s2), Vector.Sum(s3));
            for (; i < from; i++) (a, b, c, d) = (a + (x[i] * w0[i]), b + (x[i] * w1[i]), c + (x[i] * w2[i]), d + (x[i] * w3[i]));
            (y[row], y[row + 1], y[row + 2], y[row + 3]) = (a + bias[row], b + bias[row + 1], c + bias[row + 2], d + bias[row + 3]);
        }

        for (; row < y.Length; row++) y[row] = Dot(x, weight.Slice(row * from, from)) + bias[row];
    }
}
