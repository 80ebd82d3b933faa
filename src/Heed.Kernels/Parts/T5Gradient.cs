namespace Heed.Kernels;

/// <summary>Adds gradients of scores up by head and bucket.</summary>
internal sealed class T5Gradient
{
    private readonly float[] gradient;
    private readonly int heads, buckets, farthest;
    private readonly int[] bucketOf;                                                // of the distances from -farthest to farthest

    public T5Gradient(float[] gradient, int heads, int buckets, int farthest, T5Side side)
    {
        (this.gradient, this.heads, this.buckets, this.farthest) = (gradient, heads, buckets, farthest);
        bucketOf = [.. Enumerable.Range(-farthest, 2 * farthest + 1).Select(behind => T5Bias.Bucket(behind, buckets, farthest, side))];
    }

    public Learning Sharing => heads == 1 ? Learning.Shared : Learning.ByHead;

    public unsafe void Add<S, V>(V gradients, Lanes at, int offset, int head) where S : struct, ISimd<V> where V : struct
    {
        var lanes = stackalloc float[16];
        S.Store(gradients, lanes);
        var row = gradient.AsSpan((heads == 1 ? 0 : head) * buckets, buckets);
        var behind = at.Query + offset - at.Key;
        for (var i = 0; i < S.Count; i++) row[bucketOf[Math.Clamp(behind - i, -farthest, farthest) + farthest]] += lanes[i];
    }
}
