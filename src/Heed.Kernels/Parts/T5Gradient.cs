namespace Heed.Kernels;

/// <summary>Adds gradients of scores up by head and bucket.</summary>
internal sealed class T5Gradient
{
    private readonly float[] gradient;
    private readonly int heads, buckets, reach;
    private readonly int[] bucketOf;                                                // of the distances from -reach to reach

    public T5Gradient(float[] gradient, int heads, int buckets, int farthest, T5Side side, int reach)
    {
        (this.gradient, this.heads, this.buckets, this.reach) = (gradient, heads, buckets, reach);
        bucketOf = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(behind => T5Bias.Bucket(behind, buckets, farthest, side))];
    }

    public Learning Sharing => heads == 1 ? Learning.Shared : Learning.ByHead;

    public unsafe void Add<S, V>(V gradients, Lanes at, int offset, int head) where S : struct, ISimd<V> where V : struct
    {
        var lanes = stackalloc float[16];
        S.Store(gradients, lanes);
        var row = gradient.AsSpan((heads == 1 ? 0 : head) * buckets, buckets);
        var behind = at.Query + offset - at.Key;
        for (var i = 0; i < S.Count; i++) row[bucketOf[Math.Clamp(behind - i, -reach, reach) + reach]] += lanes[i];
    }
}
