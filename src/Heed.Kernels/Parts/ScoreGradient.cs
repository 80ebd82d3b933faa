using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Changes no score and hides none: in a backward call it adds the gradient of each score, as it is at this place among the parts, to an array.</summary>
/// <remarks>So a bias learns that the part before it has added: <c>new Both&lt;FloatMask, ScoreGradient&gt;(mask, learns)</c>. Leave it out of calls that learn nothing.</remarks>
/// <param name="gradient">(1 or B, 1 or H, N, M): what is added to.</param>
/// <param name="batch">B, or 1 when all sequences share the numbers.</param>
/// <param name="heads">H, the query heads, or 1 when all share them; then one thread computes.</param>
/// <param name="queries">N.</param>
/// <param name="keys">M.</param>
public readonly unsafe struct ScoreGradient(float[] gradient, int batch, int heads, int queries, int keys) : IPart<ScoreGradient>
{
    private readonly int start;

    private ScoreGradient(float[] gradient, int batch, int heads, int queries, int keys, int start) : this(gradient, batch, heads, queries, keys) => this.start = start;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Pull<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        Scatter<S, V>(gradient, at);
        return gradient;
    }

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => true;

    /// <inheritdoc/>
    public Sight Look(int from, int to, int first, int end) => Sight.Open;

    /// <inheritdoc/>
    public Learning Learns => heads == 1 ? Learning.Shared : Learning.ByHead;

    /// <inheritdoc/>
    public ScoreGradient For(int batch, int head)
        => new(gradient, Batch, heads, queries, keys, ((Batch == 1 ? 0 : batch) * heads + (heads == 1 ? 0 : head)) * queries * keys);

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        var needed = (long)Batch * this.Heads * queries * keys;
        if ((Batch != 1 && Batch != batch) || (Heads != 1 && Heads != heads) || gradient is null || gradient.Length != needed)
            throw new ArgumentException($"gradient of part ScoreGradient has {gradient?.Length ?? 0} elements for ({Batch}, {Heads}, {queries}, {keys}); the call is ({batch}, {heads}, {queries}, {keys}).", nameof(gradient));
    }

    private int Batch => batch;

    private int Heads => heads;

    private void Scatter<S, V>(V pulls, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var lanes = stackalloc float[16];
        S.Store(pulls, lanes);
        for (var i = 0; i < S.Count; i++)
        {
            var (query, key) = at.AlongKeys ? (at.Query, at.Key + i) : (at.Query + i, at.Key);
            if (query < queries && key < keys) gradient[start + query * keys + key] += lanes[i];
        }
    }
}
