using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What one thread computes at a time: the rows of a group, which are the queries of
/// its first head, then those of its second, and so on, against a piece of the keys.</summary>
/// <param name="batch">The sequence.</param>
/// <param name="group">The KV head.</param>
/// <param name="share">Query heads that read it.</param>
/// <param name="first">The first query.</param>
/// <param name="queries">How many queries.</param>
/// <param name="piece">Which piece of the keys that the rows see.</param>
/// <param name="pieces">How many pieces there are at most.</param>
internal readonly struct DecodeItem(int batch, int group, int share, int first, int queries, int piece, int pieces)
{
    private const int Least = 256;                                                  // keys of a piece: enough that starting it costs little

    public int Batch => batch;
    public int Group => group;
    public int Rows => share * queries;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Head(int row) => group * share + row / queries;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Query(int row) => first + row % queries;

    /// <summary>How many pieces the keys are cut into. It follows from the shapes alone, so
    /// that the number of threads changes no result.</summary>
    /// <param name="others">Items that there are without cutting.</param>
    /// <param name="keys">The most keys of a sequence.</param>
    /// <param name="result">Floats that a piece gives.</param>
    public static int Pieces(long others, int keys, int result)
        => (int)Math.Max(1, Math.Min(Math.Min(64 / Math.Max(others, 1), (1 << 18) / (others * result)), (keys + Least - 1) / Least));

    /// <summary>The keys of this piece, cut from those that some row sees.</summary>
    /// <param name="from">The first key seen.</param>
    /// <param name="to">The key after the last.</param>
    /// <param name="block">Cuts are made at multiples of this.</param>
    public (int From, int To) Cut(int from, int to, int block)
    {
        if (pieces == 1 || to <= from) return (from, to);
        var length = Math.Max(Least, (to - from + pieces - 1) / pieces);
        var count = (to - from + length - 1) / length;
        int Edge(int index) => index <= 0 ? from : index >= count ? to : Math.Max(from, (from + index * length) / block * block);
        return (Edge(piece), Edge(piece + 1));
    }
}
