using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Keys and values that lie one after the other in memory: all of a sequence, an end of a ring, or a page.</summary>
/// <param name="k">The first key of KV head 0.</param>
/// <param name="v">The first value of KV head 0.</param>
/// <param name="first">The position of the first key in its sequence.</param>
/// <param name="count">How many keys.</param>
/// <param name="kScales">What the numbers of that key are multiplied by; null when by nothing.</param>
/// <param name="vScales">What the numbers of that value are multiplied by.</param>
internal readonly unsafe struct Segment(byte* k, byte* v, int first, int count, float* kScales = null, float* vScales = null)
{
    public readonly byte* K = k;
    public readonly byte* V = v;
    public readonly int First = first;
    public readonly int End = first + count;
    public readonly float* KScales = kScales;
    public readonly float* VScales = vScales;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Key<T>(in DecodeCall call, int group, int position) where T : struct, IStored
        => K + (group * call.KStep.Head + (position - First) * call.KStep.Token) * T.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Value<T>(in DecodeCall call, int group, int position) where T : struct, IStored
        => V + (group * call.VStep.Head + (position - First) * call.VStep.Token) * T.Bytes;

    /// <summary>The scales of keys from a position on.</summary>
    public float* KeyScales(in DecodeCall call, int group, int position) => KScales + group * call.Slots + (position - First);

    /// <summary>The scales of values from a position on.</summary>
    public float* ValueScales(in DecodeCall call, int group, int position) => VScales + group * call.Slots + (position - First);

    /// <summary>The part before a position.</summary>
    public Segment Until(int position) => new(K, V, First, Math.Min(End, position) - First, KScales, VScales);
}
