using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A choice of blocks as a part that is asked about any pair: for rows that are looked at one by one.</summary>
/// <param name="choice">The choice.</param>
/// <param name="batch">The sequence.</param>
/// <param name="head">The head.</param>
internal readonly struct ChosenBlocks(BlockChoice choice, int batch = 0, int head = 0) : IPart<ChosenBlocks>
{
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var bits = 0;
        for (var i = 0; i < S.Count; i++)
            if (at.AlongKeys ? Sees(at.Query, at.Key + i) : Sees(at.Query + i, at.Key)) bits |= 1 << i;
        return S.Select(S.Marked(bits), score, S.Create(float.NegativeInfinity));
    }

    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    public double Define(double score, int query, int key) => score;

    public bool Sees(int query, int key)
    {
        var block = key / choice.KeyBlock;
        return block < choice.Count && key <= choice.Last(query, choice.End(block))
            && choice.Rows(batch, head, block).BinarySearch(query) >= 0;
    }

    public ChosenBlocks For(int batch, int head) => new(choice, batch, head);
}
