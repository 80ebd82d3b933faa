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
}
