using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A block of columns of a memory, and what tokens do to it.</summary>
/// <remarks>The lanes are columns, which know nothing of one another: no lanes are joined. The block stays in the first cache.</remarks>
internal static unsafe class Memory<S, V, C> where S : struct, ISimd<V> where V : struct where C : struct, IColumns<C, S, V>
{
    /// <summary>What the memory answers: Sᵀ · asked.</summary>
    /// <param name="s">The memory.</param>
    /// <param name="step">From a row to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="asked">A number for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static C Ask(float* s, nint step, int rows, float* asked)
    {
        var (a, b) = (C.Fill(S.Create(0f)), C.Fill(S.Create(0f)));       // two sums, so that neither waits for itself
        var i = 0;
        for (; i + 2 <= rows; i += 2, s += 2 * step)
        {
            a = C.Fma(S.Create(asked[i]), C.Load(s), a);
            b = C.Fma(S.Create(asked[i + 1]), C.Load(s + step), b);
        }
        if (i < rows) a = C.Fma(S.Create(asked[i]), C.Load(s), a);
        return C.Add(a, b);
    }

    /// <summary>S ← diag(decay) S + k writtenᵀ, and what a query then reads.</summary>
    /// <typeparam name="TFades">Whether it fades.</typeparam>
    /// <typeparam name="TReads">Whether it is read.</typeparam>
    /// <param name="s">The memory.</param>
    /// <param name="step">From a row to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="decay">A factor for each row.</param>
    /// <param name="k">A number for each row.</param>
    /// <param name="written">A number for each column.</param>
    /// <param name="q">A number for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static C Write<TFades, TReads>(float* s, nint step, int rows, float* decay, float* k, in C written, float* q)
        where TFades : struct, IChoice where TReads : struct, IChoice
    {
        var read = C.Fill(S.Create(0f));
        for (var i = 0; i < rows; i++, s += step)
        {
            var row = TFades.Yes ? C.Load(s, S.Create(decay[i])) : C.Load(s);
            row = C.Fma(S.Create(k[i]), written, row);
            C.Store(row, s);
            if (TReads.Yes) read = C.Fma(S.Create(q[i]), row, read);
        }
        return read;
    }
}
