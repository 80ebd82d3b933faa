using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A few queries of all the heads of a group against a piece of its keys, each of which is read from memory once.</summary>
/// <remarks>The running softmax is that of Milakov and Gimelshein 2018, arXiv:1805.02867, algorithm 3.</remarks>
internal static unsafe class Decode<S, V, TPart, TNormaliser>
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const float Lowest = -float.MaxValue;                                   // a finite floor: -∞ - (-∞) never occurs

    private static int Padded(int width) => DecodeRows<S, V>.Padded(width);

    [MethodImpl(Hot.Path)]
    public static void Run(in DecodeJob job, in TPart shared, in TNormaliser normaliser, in DecodeItem at, float* result, float* work)
    {
        var (rows, width) = (at.Rows, Padded(job.Width));
        var room = new DecodeRoom(rows, width, Padded(job.ValueWidth), result, work);
        new Span<float>(result, DecodeRoom.Result(rows, Padded(job.ValueWidth))).Clear();
        new Span<float>(room.Max, rows).Fill(Lowest);
        for (var r = 0; r < rows; r++)
            DecodeRows<S, V>.Pack(job.Query(at.Batch, at.Head(r), at.Query(r)), 0, 1, job.Width, room.Queries + r * width, width, job.Scale);

        var past = job.Pasts[at.Batch];
        var (first, last) = Seen(shared, at, past);
        var (from, to) = at.Cut(first, last, DecodeRoom.Block);
        var stretch = past.Stretches;
        for (int begin = from, end; begin < to; begin = end)
        {
            end = Math.Min(to, (begin / DecodeRoom.Block + 1) * DecodeRoom.Block);
            if (!Look(shared, at, past.Query, begin, end, room.Sights, out var hides)) continue;
            while (stretch->End <= begin) stretch++;
            var finite = Score(job, at, stretch, begin, end, room, hides);
            for (var r = 0; r < rows; r++)
                room.Keep[r] = DecodeWeights<S, V, TPart, TNormaliser>.Weigh(shared.For(at.Batch, at.Head(r)), normaliser, room.Sights[r],
                    room.Scores + r * DecodeRoom.ScoreStep, end - begin, room.Max + r, room.Mass + r, past.Query + at.Query(r), begin);
            Sum(job, at, stretch, begin, end, room, finite, end < to ? Next(job, at, stretch, end) : null);
        }
    }

    /// <summary>The keys that some row sees.</summary>
    [MethodImpl(Hot.Path)]
    private static (int From, int To) Seen(in TPart shared, in DecodeItem at, in Past past)
    {
        var (from, to) = (int.MaxValue, int.MinValue);
        for (var r = 0; r < at.Rows; r++)
        {
            var query = past.Query + at.Query(r);
            var (first, last) = shared.For(at.Batch, at.Head(r)).Visible(query, query + 1, past.End);
            (from, to) = (Math.Min(from, first), Math.Max(to, last));
        }
        return (Math.Max(from, past.First), Math.Min(to, past.End));                // a part of the caller's own must not lead outside
    }

    /// <summary>Asks what the part does to each row and a block; false where it hides all.</summary>
    [MethodImpl(Hot.Path)]
    private static bool Look(in TPart shared, in DecodeItem at, int query, int begin, int end, Sight* sights, out bool hides)
    {
        var (least, most) = (Sight.Plain, Sight.Hidden);
        for (var r = 0; r < at.Rows; r++)
        {
            var i = query + at.Query(r);
            var sight = sights[r] = shared.For(at.Batch, at.Head(r)).Look(i, i + 1, begin, end);
            if (sight < least) least = sight;
            if (sight > most) most = sight;
        }
        hides = least <= Sight.Mixed;
        return most != Sight.Hidden;
    }

    /// <summary>Scores a block. Where keys are hidden, it also tells whether all the values are finite.</summary>
    [MethodImpl(Hot.Path)]
    private static bool Score(in DecodeJob job, in DecodeItem at, Stretch* stretch, int begin, int end, in DecodeRoom room, bool hides)
    {
        var (width, step, next, finite) = (Padded(job.Width), (nint)job.KStep.Token, (nint)job.VStep.Token, true);
        for (var key = begin; key < end; stretch++)
        {
            var count = Math.Min(stretch->End, end) - key;
            float* k = stretch->Key(job, at.Group, key), v = stretch->Value(job, at.Group, key), s = room.Scores + (key - begin);
            if (DecodeScores<S, V>.Turns(at.Rows))
                DecodeScores<S, V>.Turned(room.Queries, at.Rows, width, job.Width, k, step, count, s, DecodeRoom.ScoreStep, room.Keys, v, next, job.ValueWidth);
            else if (width == job.Width) DecodeScores<S, V>.Run(room.Queries, at.Rows, width, k, step, count, s, DecodeRoom.ScoreStep, v, next, job.ValueWidth);
            else
            {
                DecodeRows<S, V>.Pack(k, step, count, job.Width, room.Keys, width, 1);
                DecodeScores<S, V>.Run(room.Queries, at.Rows, width, room.Keys, width, count, s, DecodeRoom.ScoreStep, v, next, job.ValueWidth);
            }
            finite = finite && (!hides || DecodeRows<S, V>.Finite(v, next, count, job.ValueWidth));
            key += count;
        }
        return finite;
    }

    /// <summary>Where the next block begins, which may be in another stretch: a page, or the other end of a ring.</summary>
    private static float* Next(in DecodeJob job, in DecodeItem at, Stretch* stretch, int end)
    {
        while (stretch->End <= end) stretch++;
        return stretch->Key(job, at.Group, end);
    }

    /// <summary>Adds the values of a block to the sums, and asks for the keys of the next block ahead, unless there is none.</summary>
    [MethodImpl(Hot.Path)]
    private static void Sum(in DecodeJob job, in DecodeItem at, Stretch* stretch, int begin, int end, in DecodeRoom room, bool finite, float* next)
    {
        var (width, step, nextStep, aheadWidth) = (Padded(job.ValueWidth), (nint)job.VStep.Token, (nint)job.KStep.Token, next == null ? 0 : job.Width);
        for (var key = begin; key < end; stretch++)
        {
            var count = Math.Min(stretch->End, end) - key;
            float* v = stretch->Value(job, at.Group, key), p = room.Scores + (key - begin), ahead = next + (key - begin) * nextStep;
            if (!finite) DecodeRows<S, V>.Sparse(p, DecodeRoom.ScoreStep, at.Rows, room.Keep, v, step, count, job.ValueWidth, room.Sums, width);
            else if (width == job.ValueWidth) DecodeSums<S, V>.Run(p, DecodeRoom.ScoreStep, at.Rows, room.Keep, v, step, count, width, room.Sums, ahead, nextStep, aheadWidth);
            else
            {
                DecodeRows<S, V>.Pack(v, step, count, job.ValueWidth, room.Values, width, 1);
                DecodeSums<S, V>.Run(p, DecodeRoom.ScoreStep, at.Rows, room.Keep, room.Values, width, count, width, room.Sums, ahead, nextStep, aheadWidth);
            }
            key += count;
            if (key < end) new Span<float>(room.Keep, at.Rows).Fill(1);             // the block's maxima are in the sums by now
        }
    }
}
