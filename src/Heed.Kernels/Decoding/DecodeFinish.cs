using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Joins what the pieces of the keys gave, in order, and writes the outputs of a group's rows.</summary>
internal static unsafe class DecodeFinish<S, V, TPart, TNormaliser>
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    /// <summary>Writes outputs and logarithms of denominators.</summary>
    /// <param name="call">The call.</param>
    /// <param name="shared">The part of all heads.</param>
    /// <param name="at">The rows.</param>
    /// <param name="results">The results of the pieces, one after the other.</param>
    /// <param name="pieces">How many.</param>
    [MethodImpl(Hot.Path)]
    public static void Run(in DecodeCall call, in TPart shared, in DecodeItem at, float* results, int pieces)
    {
        var (rows, width) = (at.Rows, DecodeRows<S, V>.Padded(call.ValueWidth));
        var step = DecodeScratch.Result(rows, width);
        for (var r = 0; r < rows; r++)
        {
            float* max = results + rows * width + r, mass = max + rows;
            var row = call.Row(at.Batch, at.Head(r), at.Query(r));
            if (TNormaliser.Sums)
            {
                var total = Divide(max, mass, step, pieces, shared.For(at.Batch, at.Head(r)).Sink);
                if (call.LogSumExp != null) call.LogSumExp[row] = total;
            }
            else
                for (var p = 0; p < pieces; p++) max[p * step] = 1;
            Write(results + r * width, max, step, pieces, call.O.At(at.Batch, at.Head(r), at.Query(r)), call.ValueWidth);
        }
    }

    /// <summary>Replaces the maxima of a row's pieces by what their sums are to be
    /// multiplied by, and gives the logarithm of the denominator.</summary>
    private static float Divide(float* max, float* mass, nint step, int pieces, float sink)
    {
        var (top, total) = ((double)sink, 0.0);
        var seen = false;
        for (var p = 0; p < pieces; p++)
            if (mass[p * step] != 0) (top, seen) = (Math.Max(top, max[p * step]), true);
        if (!float.IsNegativeInfinity(sink)) total = Math.Exp(sink - top);
        for (var p = 0; p < pieces; p++)
            if (mass[p * step] != 0) total += mass[p * step] * Math.Exp(max[p * step] - top);
        for (var p = 0; p < pieces; p++) max[p * step] = mass[p * step] == 0 ? 0 : (float)(Math.Exp(max[p * step] - top) / total);
        return seen ? (float)(top + Math.Log(total)) : sink;
    }

    [MethodImpl(Hot.Path)]
    private static void Write(float* sums, float* by, nint step, int pieces, float* to, int width)
    {
        for (var c = 0; c < width; c += S.Count)
        {
            var sum = S.Mul(S.Create(by[0]), S.Load(sums + c));
            for (var p = 1; p < pieces; p++) sum = S.Fma(S.Create(by[p * step]), S.Load(sums + p * step + c), sum);
            if (c + S.Count <= width) S.Store(sum, to + c);
            else
            {
                S.Store(sum, sums + c);
                for (var i = c; i < width; i++) to[i] = sums[i];
            }
        }
    }
}
