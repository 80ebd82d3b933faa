using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>
/// Normalises rows of a head anew whose log-sum-exp is too large for a float to hold closely, from the very scores that the gradients use:
/// a row of two equal keys weighs them ½ each also when its scores are 10¹⁰, where the next float is 1,024 further.
/// </summary>
internal static unsafe class Renormalisation<S, V, TPart> where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart>
{
    /// <summary>How many floats it works in.</summary>
    public static int Floats(in Call call)
        => S.Count * (call.Width + 1) + Factors(call) + (call.Rotation is null ? 0 : (S.Count + 1) * call.Width);

    private static int Factors(in Call call) => (Math.Max(call.Width, S.Count) + 15) & ~15;

    /// <summary>Brings <see cref="Upstream.Less"/> and <see cref="Upstream.Rest"/> of such rows up
    /// to date: the largest score, and the logarithm of the weights' sum relative to it.</summary>
    public static void Run(in Call call, in Upstream up, in TPart part, int b, int h, float* memory)
    {
        float* given = call.LogSumExp + call.Row(b, h, 0), max = up.Less + call.Row(b, h, 0), mass = up.Rest + call.Row(b, h, 0);
        var (own, any) = (part.For(b, h), false);
        for (var i = 0; i < call.Queries; i++)
        {
            if (LogSumExps.IsClose(given[i])) continue;
            any = true;
            (max[i], mass[i]) = float.IsNegativeInfinity(own.Sink) ? (-float.MaxValue, 0) : (own.Sink, 1);
        }
        if (!any) return;
        for (var k0 = 0; k0 < call.Keys; k0 += S.Count)
            Pass(call, own, b, h, k0, Math.Min(S.Count, call.Keys - k0), given, max, mass, memory);
        for (var i = 0; i < call.Queries; i++)
        {
            if (LogSumExps.IsClose(given[i])) continue;
            var rest = Math.Log(mass[i]);
            (max[i], mass[i]) = LogSumExps.CountsMore(given[i], max[i] + rest) ? (given[i], 0) : (max[i], (float)rest);
        }
    }

    // The running softmax of the forward pass, with the products of the backward pass: the lanes are keys, and these are what is scaled.
    [MethodImpl(Hot.Path)]
    private static void Pass(in Call call, in TPart own, int b, int h, int k0, int n, float* given, float* max, float* mass, float* memory)
    {
        float* kt = memory, s = kt + call.Width * S.Count, by = s + S.Count, rotated = by + Factors(call),
            query = rotated + S.Count * call.Width;
        new Span<float>(kt, call.Width * S.Count).Clear();
        new Span<float>(by, call.Width).Fill(call.Scale);
        var (keys, step) = call.Rotated<S, V>(call.Key(b, h), call.KStep.Token, k0, n, call.Rotation?.KeyOffset ?? 0, rotated);
        Transpose.Run<S, V>((float*)keys, step, n, call.Width, by, kt, S.Count);
        for (var i = 0; i < call.Queries; i++)
        {
            if (LogSumExps.IsClose(given[i])) continue;
            var (q, _) = call.Rotated<S, V>(call.Query(b, h), call.QStep.Token, i, 1, call.Rotation?.QueryOffset ?? 0, query);
            Product.Run<S, V, Row1<S, V>, NewSums<S, V, Row1<S, V>>>(new((float*)q, 0), 1, new(kt, S.Count), call.Width, new(s, S.Count),
                default, default);
            var at = new Lanes(i, k0, true);
            var score = own.Hide<S, V>(own.Apply<S, V>(S.Load(s), at), at);
            score = S.Select(S.Less(at.Keys<S, V>(), S.Create(k0 + n)), score, S.Create(float.NegativeInfinity));
            var top = S.Largest(S.Max(score, S.Create(max[i])));
            mass[i] = mass[i] * MathF.Exp(max[i] - top) + S.Sum(Exponential.Exp<S, V>(S.Sub(score, S.Create(top))));
            max[i] = top;
        }
    }
}
