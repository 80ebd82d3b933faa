using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The weights of chosen queries: a piece of the work is some of them with one
/// head, and reads each key once for all of these.</summary>
internal readonly unsafe struct RowWeights<S, V, TPart, TNormaliser> : IWork
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const int Together = 16;                                                // queries of a piece

    private readonly Call call;
    private readonly TPart part;
    private readonly TNormaliser normaliser;
    private readonly int* chosen;
    private readonly int rows;
    private readonly float* weights;

    public RowWeights(in Call call, in TPart part, in TNormaliser normaliser, int* chosen, int rows, float* weights)
    {
        (this.call, this.part, this.normaliser, this.rows) = (call, part, normaliser, rows);
        this.chosen = chosen;
        this.weights = weights;
    }

    private int Chunks => (rows + Together - 1) / Together;
    private int Width => DecodeRows<S, V>.Padded(call.Width);

    public int Count => call.Batch * call.Heads * Chunks;
    public long Floats => DecodeScratch.Work(Together, Width, 0);
    public long Cost => (long)call.Batch * call.Heads * rows * call.Keys * call.Width;

    public void Run(int index, float* memory)
    {
        var (b, h, first) = (index / Chunks / call.Heads, index / Chunks % call.Heads, index % Chunks * Together);
        var (n, own) = (Math.Min(Together, rows - first), part.For(b, h));
        var to = weights + ((long)(b * call.Heads + h) * rows + first) * call.Keys;
        var scratch = new DecodeScratch(n, Width, 0, memory, memory);
        for (var r = 0; r < n; r++)
        {
            DecodeRows<S, V>.Pack<StoredFloat32>((byte*)(call.Query(b, h) + chosen[first + r] * call.QStep.Token), 0, 1, call.Width,
                scratch.Queries + r * Width, Width, call.Scale);
            new Span<float>(to + (long)r * call.Keys, call.Keys).Fill(TNormaliser.Sums ? float.NegativeInfinity : 0);
        }
        for (int begin = 0, end; begin < call.Keys; begin = end)
        {
            end = Math.Min(call.Keys, begin + DecodeScratch.Block);
            var seen = false;
            for (var r = 0; r < n; r++)
                seen |= (scratch.Kinds[r] = own.Classify(chosen[first + r], chosen[first + r] + 1, begin, end)) != BlockKind.Empty;
            if (!seen) continue;
            var k = call.Key(b, h) + begin * call.KStep.Token;
            var step = (nint)call.KStep.Token;
            if (DecodeScores<S, V>.Transposes(n))
                DecodeScores<S, V>.Transposed(scratch.Queries, n, Width, call.Width, k, step, end - begin, scratch.Scores,
                    DecodeScratch.ScoreStep, scratch.Keys, null, 0, 0);
            else
            {
                if (Width != call.Width)
                {
                    k = DecodeRows<S, V>.Pack<StoredFloat32>((byte*)k, step, end - begin, call.Width, scratch.Keys, Width, 1);
                    step = Width;
                }
                DecodeScores<S, V>.Run<StoredFloat32>(scratch.Queries, n, Width, (byte*)k, step * sizeof(float), end - begin,
                    scratch.Scores, DecodeScratch.ScoreStep, null, 0, 0);
            }
            for (var r = 0; r < n; r++)
            {
                if (scratch.Kinds[r] == BlockKind.Empty) continue;
                var s = scratch.Scores + r * DecodeScratch.ScoreStep;
                DecodeWeights<S, V, TPart, TNormaliser>.Change(own, scratch.Kinds[r], s, end - begin, chosen[first + r], begin);
                if (!TNormaliser.Sums) DecodeWeights<S, V, TPart, TNormaliser>.OneByOne(normaliser, s, end - begin);
                new Span<float>(s, end - begin).CopyTo(new(to + (long)r * call.Keys + begin, end - begin));
            }
        }
        if (!TNormaliser.Sums) return;
        for (var r = 0; r < n; r++)
        {
            var row = new Span<float>(to + (long)r * call.Keys, call.Keys);
            var given = call.LogSumExp == null ? float.NaN : call.LogSumExp[call.Row(b, h, chosen[first + r])];
            if (LogSumExps.IsClose(given)) Exponentials(row, given, scratch.Scores);
            else Divide(row, own.Sink, given, scratch.Scores);
        }
    }

    /// <summary>Chunks a row of scores into weights by its own sum, unless what is given
    /// counts keys beside the row's; NaN gives nothing.</summary>
    private static void Divide(Span<float> row, float sink, float given, float* scratch)
    {
        var top = sink;
        foreach (var score in row) top = score > top ? score : top;
        var total = Exponentials(row, top, scratch) + (float.IsNegativeInfinity(sink) ? 0 : Math.Exp((double)sink - top));
        if (total == 0) return;
        var by = (float)(LogSumExps.CountsMore(given, top + Math.Log(total)) ? Math.Exp((double)top - given) : 1 / total);
        foreach (ref var weight in row) weight *= by;
    }

    /// <summary>e to the power of each score less a number, and the sum; zeros where that number is -∞.</summary>
    [MethodImpl(Hot.Path)]
    private static double Exponentials(Span<float> row, float less, float* scratch)
    {
        if (float.IsNegativeInfinity(less))
        {
            row.Clear();
            return 0;
        }
        var total = 0.0;
        for (var from = 0; from < row.Length; from += DecodeScratch.Block)
        {
            var part = row[from..Math.Min(row.Length, from + DecodeScratch.Block)];
            var sum = S.Create(0f);
            part.CopyTo(new(scratch, part.Length));
            for (var j = part.Length; j % S.Count != 0; j++) scratch[j] = float.NegativeInfinity;
            for (var j = 0; j < part.Length; j += S.Count)
            {
                var p = Exponential.Exp<S, V>(S.Sub(S.Load(scratch + j), S.Create(less)));
                S.Store(p, scratch + j);
                sum = S.Add(sum, p);
            }
            new Span<float>(scratch, part.Length).CopyTo(part);
            total += S.Sum(sum);
        }
        return total;
    }
}
