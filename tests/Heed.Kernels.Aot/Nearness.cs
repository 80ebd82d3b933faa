using System.Runtime.CompilerServices;

namespace Heed.Kernels.Aot;

/// <summary>A part that the library does not know: scores shrink with distance, and every other key is hidden.</summary>
/// <param name="reach">The distance at which a score is halved.</param>
internal readonly struct Nearness(int reach) : IPart<Nearness>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Div(score, S.Fma(Apart<S, V>(at), S.Create(1f / reach), S.Create(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var half = S.Mul(Apart<S, V>(at), S.Create(0.5f));
        return S.Select(S.Same(S.Round(half), half), score, S.Create(float.NegativeInfinity));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => Apply<S, V>(gradient, at);

    public double Define(double score, int query, int key) => score / (1 + Math.Abs(query - key) / (double)reach);

    public bool Sees(int query, int key) => (query - key) % 2 == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Apart<S, V>(Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var apart = S.Sub(at.Queries<S, V>(), at.Keys<S, V>());
        return S.Max(apart, S.Sub(S.Create(0), apart));
    }
}
