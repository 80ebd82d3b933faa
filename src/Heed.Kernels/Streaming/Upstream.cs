using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What a backward call has beside its <see cref="Call"/>.</summary>
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
    public float* Delta { get; init; }
    public Strided DQ { get; init; }
    public Strided DK { get; init; }
    public Strided DV { get; init; }

    /// <summary>Prepares one head: <see cref="Less"/>, <see cref="Delta"/>, and gradients of the queries that start from 0.</summary>
    [MethodImpl(Hot.Path)]
    public void Prepare<S, V>(in Call call, int b, int h) where S : struct, ISimd<V> where V : struct
    {
        var row = call.Row(b, h, 0);
        float* dq = DQ.At(b, h, 0), o = call.O.At(b, h, 0), g = Gradient.At(b, h, 0);
        for (var i = 0; i < call.Queries; i++, dq += DQ.Token, o += call.O.Token, g += Gradient.Token)
        {
            new Span<float>(dq, call.Width).Clear();
            var (sum, c, rest) = (S.Create(0f), 0, 0f);
            for (; c + S.Count <= call.ValueWidth; c += S.Count) sum = S.Fma(S.Load(o + c), S.Load(g + c), sum);
            for (; c < call.ValueWidth; c++) rest += o[c] * g[c];
            Delta[row + i] = S.Sum(sum) + rest;
            // A query that sees nothing has the logarithm -∞; a large finite number then leaves all its weights at 0.
            Less[row + i] = call.LogSumExp == null ? 0 : float.IsNegativeInfinity(call.LogSumExp[row + i]) ? float.MaxValue
                : call.LogSumExp[row + i];
            Rest[row + i] = 0;
        }
    }

    /// <summary>Multiplies delta by what rounding did to e^-logarithm, before a part reads
    /// both: with a large logarithm a sink's share would be far off.</summary>
    public void Correct(in Call call, int b, int h)
    {
        var row = call.Row(b, h, 0);
        for (var i = row; i < row + call.Queries; i++)
            if (!LogSumExps.IsClose(call.LogSumExp[i])) Delta[i] *= (float)Math.Exp((double)call.LogSumExp[i] - Less[i] - Rest[i]);
    }
}
