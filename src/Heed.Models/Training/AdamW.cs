using System.Numerics;
using System.Runtime.InteropServices;

namespace Heed.Models.Training;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv:1412.6980) with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101) in one pass over
/// each parameter's own memory: moments, weight and the zeroing of the gradient together. Without decay it is Adam. Everything that it
/// remembers is one array for the moments of each kind and the number of steps.
/// </summary>
/// <remarks>Bias correction as in both papers; epsilon is added after it. A parameter without a gradient is left alone.</remarks>
public sealed class AdamW
{
    private readonly (string Name, Tensor Weight, int Start, int Count, bool Decays)[] parameters;
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly double decay;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="named">The parameters: float32, contiguous.</param>
    /// <param name="options">Its betas, epsilon and weight decay; matrices decay, vectors do not.</param>
    /// <exception cref="ArgumentException">A parameter is not float32, or all of them together are more than an array can hold.</exception>
    public AdamW(IEnumerable<(string Name, TorchSharp.Modules.Parameter Weight)> named, TrainingOptions options)
    {
        var start = 0;
        parameters = [.. named.Where(p => p.Weight.requires_grad).Select(p =>
        {
            if (p.Weight.dtype != torch.ScalarType.Float32 || !p.Weight.is_contiguous())
                throw new ArgumentException($"The parameter '{p.Name}' is not float32 in one piece.", nameof(named));
            var (at, count) = (start, checked((int)p.Weight.numel()));
            start = checked(start + count);
            return (p.Name, (Tensor)p.Weight, at, count, p.Weight.dim() > 1);
        })];
        (First, Second) = (new float[start], new float[start]);
        (beta1, beta2, epsilon, decay) = (options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay);
    }

    /// <summary>How many steps were made.</summary>
    public long Steps { get; internal set; }

    /// <summary>The running means of the gradients, parameter after parameter.</summary>
    internal float[] First { get; }

    /// <summary>The running means of their squares.</summary>
    internal float[] Second { get; }

    /// <summary>The names of the parameters and where their moments start.</summary>
    internal IEnumerable<(string Name, int Start, int Count)> Places => parameters.Select(p => (p.Name, p.Start, p.Count));

    /// <summary>The length of the gradient of all parameters together.</summary>
    public double GradientNorm()
    {
        var squares = 0.0;
        foreach (var p in parameters)
        {
            using var gradient = p.Weight.grad;
            if (gradient is not null) squares += SumOfSquares(Floats(gradient));
        }

        return Math.Sqrt(squares);
    }

    /// <summary>Makes a step and sets the gradients to zero.</summary>
    /// <param name="rate">The rate of learning.</param>
    /// <param name="scale">What every gradient is multiplied by first: less than 1 when it was too long.</param>
    public void Step(double rate, double scale = 1)
    {
        Steps++;
        var size = rate / (1 - Math.Pow(beta1, Steps));
        var root = Math.Sqrt(1 - Math.Pow(beta2, Steps));
        foreach (var p in parameters)
        {
            using var gradient = p.Weight.grad;
            if (gradient is null) continue;
            var keep = p.Decays ? (float)(1 - rate * decay) : 1f;
            Update(Floats(p.Weight), Floats(gradient), First.AsSpan(p.Start, p.Count), Second.AsSpan(p.Start, p.Count), (float)scale, keep,
                (float)size, (float)(1 / root));
        }
    }

    private void Update(Span<float> weight, Span<float> gradient, Span<float> first, Span<float> second, float scale,
        float keep, float size, float overRoot)
    {
        var (b1, b2, e) = ((float)beta1, (float)beta2, (float)epsilon);
        var (c1, c2) = ((float)(1 - beta1), (float)(1 - beta2));
        var whole = weight.Length - weight.Length % Vector<float>.Count;
        var w = Vectors(weight);
        var g = Vectors(gradient);
        var m = Vectors(first);
        var v = Vectors(second);
        for (var i = 0; i < w.Length; i++)
        {
            var slope = g[i] * scale;
            m[i] = m[i] * b1 + slope * c1;
            v[i] = v[i] * b2 + slope * slope * c2;
            w[i] = w[i] * keep - m[i] * size / (Vector.SquareRoot(v[i]) * overRoot + new Vector<float>(e));
            g[i] = Vector<float>.Zero;
        }

        for (var i = whole; i < weight.Length; i++)
        {
            var slope = gradient[i] * scale;
            first[i] = first[i] * b1 + slope * c1;
            second[i] = second[i] * b2 + slope * slope * c2;
            weight[i] = weight[i] * keep - first[i] * size / (MathF.Sqrt(second[i]) * overRoot + e);
            gradient[i] = 0;
        }
    }

    /// <summary>In double precision, so that a long gradient's length does not depend on its order.</summary>
    private static double SumOfSquares(Span<float> numbers)
    {
        var (low, high, total) = (Vector<double>.Zero, Vector<double>.Zero, 0.0);
        foreach (var vector in Vectors(numbers))
        {
            Vector.Widen(vector, out var a, out var b);
            low += a * a;
            high += b * b;
        }

        for (var i = numbers.Length - numbers.Length % Vector<float>.Count; i < numbers.Length; i++)
            total += (double)numbers[i] * numbers[i];
        return total + Vector.Sum(low + high);
    }

    private static Span<Vector<float>> Vectors(Span<float> numbers) => MemoryMarshal.Cast<float, Vector<float>>(numbers);

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
