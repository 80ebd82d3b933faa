using System.Runtime.CompilerServices;

namespace Heed.Kernels.Tests;

/// <summary>The part of docs/guide/kernels.md that a reader could have written, and how it is judged there.</summary>
public sealed class GuidePartTests
{
    private static readonly Case Example = new(2, 8, 8, 100, 100, 64, 64);
    private readonly float[] v = Example.V;

    #region part
    /// <summary>Scores fall with distance, and a query sees only the keys at an even distance.</summary>
    private readonly struct Nearness(int reach) : IPart<Nearness>
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
        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
            => Apply<S, V>(gradient, at);                   // what the score is multiplied by, the gradient is too

        public double Define(double score, int query, int key) => score / (1 + Math.Abs(query - key) / (double)reach);

        public bool Sees(int query, int key) => (query - key) % 2 == 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Apart<S, V>(Lanes at) where S : struct, ISimd<V> where V : struct
        {
            var apart = S.Sub(at.Queries<S, V>(), at.Keys<S, V>());
            return S.Max(apart, S.Sub(S.Create(0), apart));
        }
    }
    #endregion

    [Fact]
    public void A_part_of_the_readers_own_is_judged_by_its_definition()
    {
        var queries = Example.Queries;
        var keys = Example.Keys;
        var values = Example.Values;

        #region judge
        var part = new Both<Nearness, Causal>(new(reach: 8), new(offset: 0));
        var (output, logSumExp) = (new float[2 * 8 * 100 * 64], new float[2 * 8 * 100]);
        Attention.Forward(queries, keys, values, output, part, logSumExp);

        var (defined, definedSums) = (new double[output.Length], new double[logSumExp.Length]);
        var size = AttentionDefinition.Forward(queries, keys, values, defined, definedSums, part);
        var error = output.Zip(defined).Max(pair => Math.Abs(pair.First - pair.Second));
        var allowed = Attention.ErrorBound * (1 + size) * v.Max(Math.Abs);
        #endregion

        Assert.InRange(error, 0, allowed);
        Gradients.Judge(Example, part, default(Softmax), 0);
    }
}
