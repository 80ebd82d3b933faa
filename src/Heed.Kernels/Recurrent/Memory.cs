using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A block of columns of a memory, four registers wide, and what tokens do to it.</summary>
/// <remarks>The lanes are columns, which know nothing of one another: no lanes are joined. The block stays in the first cache.</remarks>
internal static unsafe class Memory<S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>What the memory answers: Sᵀ · asked.</summary>
    /// <param name="s">The memory.</param>
    /// <param name="step">From a row to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="asked">A number for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<S, V> Ask(float* s, nint step, int rows, float* asked)
    {
        var (a, b) = (Quad<S, V>.Fill(S.Create(0f)), Quad<S, V>.Fill(S.Create(0f)));       // two sums, so that neither waits for itself
        var i = 0;
        for (; i + 2 <= rows; i += 2, s += 2 * step)
        {
            a = Quad<S, V>.Fma(S.Create(asked[i]), Quad<S, V>.Load(s), a);
            b = Quad<S, V>.Fma(S.Create(asked[i + 1]), Quad<S, V>.Load(s + step), b);
        }
        if (i < rows) a = Quad<S, V>.Fma(S.Create(asked[i]), Quad<S, V>.Load(s), a);
        return Quad<S, V>.Add(a, b);
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
    public static Quad<S, V> Write<TFades, TReads>(float* s, nint step, int rows, float* decay, float* k, in Quad<S, V> written, float* q)
        where TFades : struct, IChoice where TReads : struct, IChoice
    {
        var read = Quad<S, V>.Fill(S.Create(0f));
        for (var i = 0; i < rows; i++, s += step)
        {
            var row = TFades.Yes ? Quad<S, V>.Load(s, S.Create(decay[i])) : Quad<S, V>.Load(s);
            row = Quad<S, V>.Fma(S.Create(k[i]), written, row);
            row.Store(s);
            if (TReads.Yes) read = Quad<S, V>.Fma(S.Create(q[i]), row, read);
        }
        return read;
    }
}
