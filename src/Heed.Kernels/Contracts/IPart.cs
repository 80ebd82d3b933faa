namespace Heed.Kernels;

/// <summary>What a kind of attention does to the scores. A struct, so that the kernel is
/// compiled anew for each and the part becomes part of its loop.</summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
/// <remarks>Ranges are half-open. The first three members must agree with the two
/// definitions after them; all that follow have defaults that are always right.</remarks>
public interface IPart<TSelf> where TSelf : struct, IPart<TSelf>
{
    /// <summary>The new scores of one register of pairs.</summary>
    /// <param name="score">The scaled scores.</param>
    /// <param name="at">The pairs.</param>
    V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct;

    /// <summary>The scores with -∞ where the query may not see the key; it runs after every <see cref="Apply{S, V}"/>.</summary>
    /// <param name="score">The scores; hidden ones may be NaN.</param>
    /// <param name="at">The pairs.</param>
    V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct;

    /// <summary>The gradient with respect to what <see cref="Apply{S, V}"/> was given; the
    /// gradient itself where a number is only added to the score.</summary>
    /// <param name="score">What <see cref="Apply{S, V}"/> was given.</param>
    /// <param name="gradient">The gradient with respect to what it returned.</param>
    /// <param name="at">The pairs.</param>
    V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct;

    /// <summary>The definition of <see cref="Apply{S, V}"/> for one pair, in double precision.</summary>
    /// <param name="score">The scaled score.</param>
    /// <param name="query">The query.</param>
    /// <param name="key">The key.</param>
    double Define(double score, int query, int key);

    /// <summary>The definition of <see cref="Hide{S, V}"/>: whether the query may see the key.</summary>
    /// <param name="query">The query.</param>
    /// <param name="key">The key.</param>
    bool Sees(int query, int key);

    /// <summary>Keys outside this range are seen by none of the queries, and are skipped.</summary>
    /// <param name="from">The first query.</param>
    /// <param name="to">The query after the last.</param>
    /// <param name="keys">How many keys there are.</param>
    (int From, int To) Visible(int from, int to, int keys) => (0, keys);

    /// <summary>What the part does to a block, so that the kernel can skip it or need not ask.</summary>
    /// <param name="from">The first query.</param>
    /// <param name="to">The query after the last.</param>
    /// <param name="first">The first key.</param>
    /// <param name="end">The key after the last.</param>
    BlockKind Classify(int from, int to, int first, int end) => BlockKind.Partial;

    /// <summary>One more logit in the denominator; -∞ for none.</summary>
    float Sink => float.NegativeInfinity;

    /// <summary>The part as it is for one head.</summary>
    /// <param name="batch">The sequence.</param>
    /// <param name="head">The query head.</param>
    TSelf For(int batch, int head) => (TSelf)this;

    /// <summary>How many floats of a kernel's own memory <see cref="Near"/> lays a block
    /// out in, a multiple of 16; 0 when it needs none.</summary>
    /// <param name="queries">The most queries of a block.</param>
    /// <param name="keys">The most keys of a block.</param>
    static virtual int Scratch(int queries, int keys) => 0;

    /// <summary>The part as it is for one block, before a kernel whose lanes are queries
    /// changes its scores: a part with a table of pairs lays it out as the lanes lie.</summary>
    /// <param name="part">The part of a head.</param>
    /// <param name="from">The first query.</param>
    /// <param name="to">The query after the last.</param>
    /// <param name="first">The first key.</param>
    /// <param name="end">The key after the last.</param>
    /// <param name="scratch">At least as many floats as <see cref="Scratch"/> says, which stay until the block is done. The part
    /// moves it on behind what it uses, a multiple of 16.</param>
    static virtual unsafe TSelf Near(in TSelf part, int from, int to, int first, int end, ref float* scratch) => part;

    /// <summary>Refuses sizes that the part was not made for, before anything is computed.</summary>
    /// <param name="batch">B.</param>
    /// <param name="heads">H, the query heads.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <exception cref="ArgumentException">They do not fit; the message names the part's
    /// argument, its size and the size expected.</exception>
    void Check(int batch, int heads, int queries, int keys) { }

    /// <summary>Whether <see cref="Backward{S, V}"/> also adds the gradients up, for numbers of the part's own. Then the kernel
    /// calls it once for each pair, in one order whatever the number of threads; <see cref="Classify"/> must not call such a
    /// block <see cref="BlockKind.Unchanged"/>, and hidden pairs and lanes beyond the last key have gradient 0.</summary>
    Learning Learns => Learning.None;

    /// <summary>Called once for each head of each sequence, in order, after all gradients are computed: here a sink learns.</summary>
    /// <param name="logSumExp">The logarithm of each query's denominator.</param>
    /// <param name="delta">Each query's Σ output · gradient.</param>
    void Settle(ReadOnlySpan<float> logSumExp, ReadOnlySpan<float> delta) { }
}
