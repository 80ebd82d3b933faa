using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Reads what belongs to the lanes out of tables; lanes beyond the last query or key repeat the last, and nobody reads them.</summary>
internal static unsafe class Table
{
    public static V Gather<S, V>(float[] table, int start, int queries, int keys, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var lanes = stackalloc float[16];
        for (var i = 0; i < S.Count; i++) lanes[i] = table[Place(start, queries, keys, at, i)];
        return S.Load(lanes);
    }

    public static V Gather<S, V>(bool[] table, int start, int queries, int keys, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var lanes = stackalloc float[16];
        for (var i = 0; i < S.Count; i++) lanes[i] = table[Place(start, queries, keys, at, i)] ? 1 : 0;
        return S.Load(lanes);
    }

    public static V Ids<S, V>(int[] ids, int first, bool along) where S : struct, ISimd<V> where V : struct
    {
        if (!along) return S.Create(ids[first]);
        var lanes = stackalloc float[16];
        for (var i = 0; i < S.Count; i++) lanes[i] = ids[Math.Min(first + i, ids.Length - 1)];
        return S.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(int start, int queries, int keys, Lanes at, int lane)
        => start + Math.Min(at.Query + (at.AlongKeys ? 0 : lane), queries - 1) * keys + Math.Min(at.Key + (at.AlongKeys ? lane : 0), keys - 1);
}
