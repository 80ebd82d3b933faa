using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The weights of chosen queries: a piece of the work is some of them with one head, and reads each key once for all of these.</summary>
internal readonly unsafe struct RowWeights<S, V, TPart, TNormaliser> : IWork
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const int Together = 16;                                                // queries of a piece

    private readonly Job job;
    private readonly TPart part;
    private readonly TNormaliser normaliser;
    private readonly int* chosen;
    private readonly int rows;
    private readonly float* weights;

    public RowWeights(in Job job, in TPart part, in TNormaliser normaliser, int* chosen, int rows, float* weights)
    {
        (this.job, this.part, this.normaliser, this.rows) = (job, part, normaliser, rows);
        this.chosen = chosen;
        this.weights = weights;
    }

    private int Turns => (rows + Together - 1) / Together;
    private int Width => DecodeRows<S, V>.Padded(job.Width);

    public int Count => job.Batch * job.Heads * Turns;
    public int Floats => DecodeRoom.Work(Together, Width, 0);
    public long Cost => (long)job.Batch * job.Heads * rows * job.Keys * job.Width;

    public void Run(int index, float* memory)
    {
        var (b, h, first) = (index / Turns / job.Heads, index / Turns % job.Heads, index % Turns * Together);
        var (n, own) = (Math.Min(Together, rows - first), part.For(b, h));
        var to = weights + ((long)(b * job.Heads + h) * rows + first) * job.Keys;
        var room = new DecodeRoom(n, Width, 0, memory, memory);
        for (var r = 0; r < n; r++)
        {
            DecodeRows<S, V>.Pack(job.Query(b, h) + chosen[first + r] * job.QStep.Token, 0, 1, job.Width, room.Queries + r * Width, Width, job.Scale);
            new Span<float>(to + (long)r * job.Keys, job.Keys).Fill(TNormaliser.Sums ? float.NegativeInfinity : 0);
        }
        for (int begin = 0, end; begin < job.Keys; begin = end)
        {
            end = Math.Min(job.Keys, begin + DecodeRoom.Block);
            var seen = false;
            for (var r = 0; r < n; r++) seen |= (room.Sights[r] = own.Look(chosen[first + r], chosen[first + r] + 1, begin, end)) != Sight.Hidden;
            if (!seen) continue;
            var k = job.Key(b, h) + begin * job.KStep.Token;
            var step = (nint)job.KStep.Token;
            if (DecodeScores<S, V>.Turns(n)) DecodeScores<S, V>.Turned(room.Queries, n, Width, job.Width, k, step, end - begin, room.Scores, DecodeRoom.ScoreStep, room.Keys, null, 0, 0);
            else
            {
                if (Width != job.Width)
                {
                    k = DecodeRows<S, V>.Pack(k, step, end - begin, job.Width, room.Keys, Width, 1);
                    step = Width;
                }
                DecodeScores<S, V>.Run(room.Queries, n, Width, k, step, end - begin, room.Scores, DecodeRoom.ScoreStep, null, 0, 0);
            }
            for (var r = 0; r < n; r++)
            {
                if (room.Sights[r] == Sight.Hidden) continue;
                var s = room.Scores + r * DecodeRoom.ScoreStep;
                DecodeWeights<S, V, TPart, TNormaliser>.Change(own, room.Sights[r], s, end - begin, chosen[first + r], begin);
                if (!TNormaliser.Sums) DecodeWeights<S, V, TPart, TNormaliser>.OneByOne(normaliser, s, end - begin);
                new Span<float>(s, end - begin).CopyTo(new(to + (long)r * job.Keys + begin, end - begin));
            }
        }
        if (!TNormaliser.Sums) return;
        for (var r = 0; r < n; r++)
        {
            var row = new Span<float>(to + (long)r * job.Keys, job.Keys);
            var given = job.LogSumExp == null ? float.NaN : job.LogSumExp[job.Row(b, h, chosen[first + r])];
            if (LogSumExps.IsClose(given)) Exponentials(row, given, room.Scores);
            else Divide(row, own.Sink, given, room.Scores);
        }
    }

    /// <summary>Turns a row of scores into weights by its own sum, unless what is given counts keys beside the row's; NaN gives nothing.</summary>
    private static void Divide(Span<float> row, float sink, float given, float* room)
    {
        var top = sink;
        foreach (var score in row) top = score > top ? score : top;
        var total = Exponentials(row, top, room) + (float.IsNegativeInfinity(sink) ? 0 : Math.Exp((double)sink - top));
        if (total == 0) return;
        var by = (float)(LogSumExps.CountsMore(given, top + Math.Log(total)) ? Math.Exp((double)top - given) : 1 / total);
        foreach (ref var weight in row) weight *= by;
    }

    /// <summary>e to the power of each score less a number, and the sum; zeros where that number is -∞.</summary>
    [MethodImpl(Hot.Path)]
    private static double Exponentials(Span<float> row, float less, float* room)
    {
        if (float.IsNegativeInfinity(less))
        {
            row.Clear();
            return 0;
        }
        var total = 0.0;
        for (var from = 0; from < row.Length; from += DecodeRoom.Block)
        {
            var part = row[from..Math.Min(row.Length, from + DecodeRoom.Block)];
            var sum = S.Create(0f);
            part.CopyTo(new(room, part.Length));
            for (var j = part.Length; j % S.Count != 0; j++) room[j] = float.NegativeInfinity;
            for (var j = 0; j < part.Length; j += S.Count)
            {
                var p = Exponential.Exp<S, V>(S.Sub(S.Load(room + j), S.Create(less)));
                S.Store(p, room + j);
                sum = S.Add(sum, p);
            }
            new Span<float>(room, part.Length).CopyTo(part);
            total += S.Sum(sum);
        }
        return total;
    }
}
