using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What a backward call has beside its <see cref="Job"/>.</summary>
internal unsafe readonly struct Upstream
{
    /// <summary>Queries of a head that are taken together.</summary>
    public const int Rows = 64;

    /// <summary>The gradient of the outputs, (B, H, N, Dv).</summary>
    public Strided Gradient { get; init; }
    /// <summary>(B, H, N): what a score is lessened by before it becomes a weight.</summary>
    public float* Less { get; init; }
    /// <summary>(B, H, N): what it is lessened by after that, where one number cannot say it.</summary>
    public float* Rest { get; init; }
    /// <summary>(B, H, N): Σ output · gradient.</summary>
    public float* Pulls { get; init; }
    public Strided DQ { get; init; }
    public Strided DK { get; init; }
    public Strided DV { get; init; }

    /// <summary>Prepares one head: <see cref="Less"/>, <see cref="Pulls"/>, and gradients of the queries that start from 0.</summary>
    [MethodImpl(Hot.Path)]
    public void Prepare<S, V>(in Job job, int b, int h) where S : struct, ISimd<V> where V : struct
    {
        var row = job.Row(b, h, 0);
        float* dq = DQ.At(b, h, 0), o = job.O.At(b, h, 0), g = Gradient.At(b, h, 0);
        for (var i = 0; i < job.Queries; i++, dq += DQ.Token, o += job.O.Token, g += Gradient.Token)
        {
            new Span<float>(dq, job.Width).Clear();
            var (sum, c, rest) = (S.Create(0f), 0, 0f);
            for (; c + S.Count <= job.ValueWidth; c += S.Count) sum = S.Fma(S.Load(o + c), S.Load(g + c), sum);
            for (; c < job.ValueWidth; c++) rest += o[c] * g[c];
            Pulls[row + i] = S.Sum(sum) + rest;
            // A query that sees nothing has the logarithm -∞; a large finite number then leaves all its weights at 0.
            Less[row + i] = job.LogSumExp == null ? 0 : float.IsNegativeInfinity(job.LogSumExp[row + i]) ? float.MaxValue : job.LogSumExp[row + i];
            Rest[row + i] = 0;
        }
    }

    /// <summary>Multiplies pulls by what rounding did to e^-logarithm, before a part reads both: with a large logarithm a sink's share would be far off.</summary>
    public void Correct(in Job job, int b, int h)
    {
        var row = job.Row(b, h, 0);
        for (var i = row; i < row + job.Queries; i++)
            if (!LogSumExps.IsClose(job.LogSumExp[i])) Pulls[i] *= (float)Math.Exp((double)job.LogSumExp[i] - Less[i] - Rest[i]);
    }
}
