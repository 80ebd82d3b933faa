using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Which pairs the lanes of a register hold: several queries of one key, or several keys of one query.</summary>
/// <param name="query">The query of the first lane.</param>
/// <param name="key">The key of the first lane.</param>
/// <param name="alongKeys">Whether the next lane is the next key instead of the next query.</param>
public readonly struct Lanes(int query, int key, bool alongKeys)
{
    /// <summary>The query of the first lane.</summary>
    public int Query => query;
    /// <summary>The key of the first lane.</summary>
    public int Key => key;
    /// <summary>Whether the next lane is the next key instead of the next query.</summary>
    public bool AlongKeys => alongKeys;

    /// <summary>The query of each lane, exact up to 2²⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Queries<S, V>() where S : struct, ISimd<V> where V : struct => alongKeys ? S.Create(query) : S.Add(S.Create(query), S.Iota);

    /// <summary>The key of each lane, exact up to 2²⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Keys<S, V>() where S : struct, ISimd<V> where V : struct => alongKeys ? S.Add(S.Create(key), S.Iota) : S.Create(key);

    /// <summary>How far each lane's key lies behind its query: query + offset - key, exact up to 2²⁴.</summary>
    /// <param name="offset">How many keys lie before the first query's own.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Behind<S, V>(int offset) where S : struct, ISimd<V> where V : struct
    {
        var first = S.Create(query + offset - key);
        return alongKeys ? S.Sub(first, S.Iota) : S.Add(first, S.Iota);
    }

    /// <summary>The number of each lane's pair in a table: table[start + query · perQuery + key · perKey]. A table of pairs is read with
    /// (M, 1), one of keys with (0, 1), one of distances with (1, -1) or (-1, 1). Lanes whose number would lie outside get 0: beyond the
    /// last query or key they are nobody's.</summary>
    /// <param name="table">The numbers.</param>
    /// <param name="perQuery">How far the number of the next query lies.</param>
    /// <param name="perKey">How far the number of the next key lies.</param>
    /// <param name="start">Where the number of query 0 and key 0 lies, or would lie.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table has no number of the first lane's pair.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Read<S, V>(ReadOnlySpan<float> table, int perQuery, int perKey, int start = 0) where S : struct, ISimd<V> where V : struct
    {
        var (at, step) = (start + ((long)query * perQuery) + ((long)key * perKey), alongKeys ? perKey : perQuery);
        if ((ulong)at >= (ulong)table.Length) throw Outside(at, table.Length);
        return step == 0 ? S.Create(table[(int)at])
            : step == 1 && at <= table.Length - S.Count ? S.Load(table[(int)at..]) : Gather<S, V>(table, (int)at, step);
    }

    private static V Gather<S, V>(ReadOnlySpan<float> table, int at, int step) where S : struct, ISimd<V> where V : struct
    {
        Span<float> lanes = stackalloc float[S.Count];
        for (var (i, place) = (0, (long)at); i < lanes.Length; i++, place += step)
            lanes[i] = (ulong)place < (ulong)table.Length ? table[(int)place] : 0;
        return S.Load(lanes);
    }

    private ArgumentOutOfRangeException Outside(long at, int length)
        => new("table", $"The number of query {query} and key {key} would be table[{at}]; the table has {length} numbers.");
}
