using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What a backward call has beside its <see cref="Job"/>.</summary>
internal unsafe readonly struct Upstream
{
    /// <summary>Queries of a head that are taken together.</summary>
    public const int Rows = 64;

    /// <summary>The gradient of the outputs, (B, H, N, Dv) packed.</summary>
    public float* Gradient { get; init; }
    /// <summary>(B, H, N): what a score is lessened by before it becomes a weight.</summary>
    public float* Less { get; init; }
    /// <summary>(B, H, N): Σ output · gradient.</summary>
    public float* Pulls { get; init; }
    public float* DQ { get; init; }
    public float* DK { get; init; }
    public float* DV { get; init; }

    /// <summary>Prepares one head: <see cref="Less"/>, <see cref="Pulls"/>, and gradients of the queries that start from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prepare<S, V>(in Job job, int b, int h) where S : struct, ISimd<V> where V : struct
    {
        var row = job.Row(b, h, 0);
        new Span<float>(DQ + row * job.Width, job.Queries * job.Width).Clear();
        float* o = job.O + row * job.ValueWidth, g = Gradient + row * job.ValueWidth;
        for (var i = 0; i < job.Queries; i++, o += job.ValueWidth, g += job.ValueWidth)
        {
            var (sum, c, rest) = (S.Create(0f), 0, 0f);
            for (; c + S.Count <= job.ValueWidth; c += S.Count) sum = S.Fma(S.Load(o + c), S.Load(g + c), sum);
            for (; c < job.ValueWidth; c++) rest += o[c] * g[c];
            Pulls[row + i] = S.Sum(sum) + rest;
            // A query that sees nothing has the logarithm -∞; a large finite number then leaves all its weights at 0.
            Less[row + i] = job.LogSumExp == null ? 0 : float.IsNegativeInfinity(job.LogSumExp[row + i]) ? 1e38f : job.LogSumExp[row + i];
        }
    }
}
