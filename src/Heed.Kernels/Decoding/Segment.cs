namespace Heed.Kernels;

/// <summary>Keys and values that lie one after the other in memory: all of a sequence, an end of a ring, or a page.</summary>
/// <param name="k">The first key of KV head 0.</param>
/// <param name="v">The first value of KV head 0.</param>
/// <param name="first">The position of the first key in its sequence.</param>
/// <param name="count">How many keys.</param>
internal readonly unsafe struct Segment(float* k, float* v, int first, int count)
{
    public readonly float* K = k;
    public readonly float* V = v;
    public readonly int First = first;
    public readonly int End = first + count;

    public float* Key(in DecodeCall call, int group, int position) => K + group * call.KStep.Head + (position - First) * call.KStep.Token;

    public float* Value(in DecodeCall call, int group, int position) => V + group * call.VStep.Head + (position - First) * call.VStep.Token;

    /// <summary>The part before a position.</summary>
    public Segment Until(int position) => new(K, V, First, Math.Min(End, position) - First);
}
