using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What happens to each pair of some queries and a panel of keys between the products:
/// scores become weights, and gradients of weights become gradients of scores.</summary>
/// <param name="part">The part of this head.</param>
/// <param name="normaliser">How scores become weights.</param>
/// <param name="query">The query of row 0.</param>
/// <param name="key">The key of lane 0.</param>
/// <param name="keys">How many keys; lanes beyond them weigh nothing.</param>
/// <param name="less">With softmax, what each row's scores are lessened by.</param>
/// <param name="rest">With softmax, what they are lessened by after that.</param>
/// <param name="delta">With softmax, each row's Σ output · gradient.</param>
internal readonly unsafe struct Pairs<S, V, R, TPart, TNormaliser>(TPart part, TNormaliser normaliser, int query, int key, int keys,
    float* less, float* rest, float* delta)
    where S : struct, ISimd<V>
        where V : struct where R : struct, IRow<R, S, V> where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    /// <summary>Leaves weights in p and the gradients of scores in s.</summary>
    /// <typeparam name="TChanges">Whether the part changes scores.</typeparam>
    /// <typeparam name="THides">Whether pairs are hidden, by the part or because there is no such key.</typeparam>
    /// <param name="s">The scores.</param>
    /// <param name="p">Room for the weights.</param>
    /// <param name="d">The gradients of the weights.</param>
    /// <param name="rows">How many queries.</param>
    [MethodImpl(Hot.Path)]
    public void Gradients<TChanges, THides>(float* s, float* p, float* d, int rows)
        where TChanges : struct, IChoice where THides : struct, IChoice
    {
        nint wide = R.Registers * S.Count;
        for (var i = 0; i < rows; i++, s += wide, p += wide, d += wide)
        {
            for (var lane = 0; lane < wide; lane += S.Count)
            {
                var score = S.Load(s + lane);
                var at = new Lanes(query + i, key + lane, true);
                var changed = TChanges.Yes ? part.Apply<S, V>(score, at) : score;
                if (THides.Yes)
                {
                    changed = part.Hide<S, V>(changed, at);
                    changed = S.Select(S.Less(at.Keys<S, V>(), S.Create(key + keys)), changed, S.Create(float.NegativeInfinity));
                }
                V weight, gradient = S.Load(d + lane);
                if (TNormaliser.Sums)
                {
                    weight = Exponential.Exp<S, V>(S.Sub(S.Sub(changed, S.Create(less[i])), S.Create(rest[i])));
                    gradient = S.Mul(weight, S.Sub(gradient, S.Create(delta[i])));
                }
                else
                {
                    weight = normaliser.Weigh<S, V>(changed);
                    gradient = normaliser.Backward<S, V>(weight, gradient);
                }
                if (THides.Yes) gradient = S.Select(S.Same(weight, S.Create(0f)), S.Create(0f), gradient);      // 0 · NaN behind a mask
                if (TChanges.Yes) gradient = part.Backward<S, V>(score, gradient, at);
                if (THides.Yes) gradient = S.Select(S.Same(weight, S.Create(0f)), S.Create(0f), gradient);
                S.Store(weight, p + lane);
                S.Store(gradient, s + lane);
            }
        }
    }
}
