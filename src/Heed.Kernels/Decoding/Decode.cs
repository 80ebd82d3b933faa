using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A few queries of all the heads of a group against a piece of its keys, each of which is read from memory once.</summary>
/// <remarks>The running softmax is that of Milakov and Gimelshein 2018, arXiv:1805.02867, algorithm 3. What each phase costs is told in
/// docs/decisions/0006-where-the-kernels-time-goes.md.</remarks>
internal static unsafe class Decode<S, V, T, TPart, TNormaliser> where S : struct, ISimd<V> where V : struct where T : struct, IStored
    where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const float Lowest = -float.MaxValue;                                   // a finite floor: -∞ - (-∞) never occurs

    private static int Padded(int width) => DecodeRows<S, V>.Padded(width);

    [MethodImpl(Hot.Path)]
    public static void Run(in DecodeCall call, in TPart shared, in TNormaliser normaliser, in DecodeItem at, float* result, float* work)
    {
        var (rows, width) = (at.Rows, Padded(call.Width));
        var scratch = new DecodeScratch(rows, width, Padded(call.ValueWidth), result, work);
        new Span<float>(result, DecodeScratch.Result(rows, Padded(call.ValueWidth))).Clear();
        new Span<float>(scratch.Max, rows).Fill(Lowest);
        for (var r = 0; r < rows; r++)
            DecodeRows<S, V>.Pack<StoredFloat32>((byte*)call.Query(at.Batch, at.Head(r), at.Query(r)), 0, 1, call.Width,
                scratch.Queries + r * width, width, call.Scale);

        var past = call.Pasts[at.Batch];
        var (first, last) = Seen(shared, at, past);
        var (from, to) = at.Cut(first, last, DecodeScratch.Block);
        var segment = past.Segments;
        for (int begin = from, end; begin < to; begin = end)
        {
            end = Math.Min(to, (begin / DecodeScratch.Block + 1) * DecodeScratch.Block);
            if (!Classify(shared, at, past.Query, begin, end, scratch.Kinds, out var hides)) continue;
            while (segment->End <= begin) segment++;

            // 1 Scores.
            var finite = Score(call, at, segment, begin, end, scratch, hides);

            // 2 Parts and 3 online softmax, row by row.
            for (var r = 0; r < rows; r++)
            {
                var s = scratch.Scores + r * DecodeScratch.ScoreStep;
                scratch.Keep[r] = DecodeWeights<S, V, TPart, TNormaliser>.Weigh(shared.For(at.Batch, at.Head(r)), normaliser,
                    scratch.Kinds[r], s, end - begin, scratch.Max + r, scratch.Mass + r, past.Query + at.Query(r), begin);
            }

            // 4 Sums.
            Sum(call, at, segment, begin, end, scratch, finite, end < to ? Next(call, at, segment, end) : null);
        }
    }

    /// <summary>The keys that some row sees.</summary>
    [MethodImpl(Hot.Path)]
    private static (int From, int To) Seen(in TPart shared, in DecodeItem at, in Past past)
    {
        if (past.End == past.First) return (0, 0);
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
    private static bool Classify(in TPart shared, in DecodeItem at, int query, int begin, int end, BlockKind* kinds, out bool hides)
    {
        var (least, most) = (BlockKind.Unchanged, BlockKind.Empty);
        for (var r = 0; r < at.Rows; r++)
        {
            var i = query + at.Query(r);
            var kind = kinds[r] = shared.For(at.Batch, at.Head(r)).Classify(i, i + 1, begin, end);
            if (kind < least) least = kind;
            if (kind > most) most = kind;
        }
        hides = least <= BlockKind.Partial;
        return most != BlockKind.Empty;
    }

    /// <summary>Scores a block. Where keys are hidden, it also tells whether all the values are finite.</summary>
    [MethodImpl(Hot.Path)]
    private static bool Score(in DecodeCall call, in DecodeItem at, Segment* segment, int begin, int end, in DecodeScratch scratch,
        bool hides)
    {
        var (width, step, next, finite) = (Padded(call.Width), (nint)call.KStep.Token, (nint)call.VStep.Token, true);
        for (var key = begin; key < end; segment++)
        {
            var count = Math.Min(segment->End, end) - key;
            byte* k = segment->Key<T>(call, at.Group, key), v = segment->Value<T>(call, at.Group, key);
            var s = scratch.Scores + (key - begin);
            if (DecodeScores<S, V>.Transposes(at.Rows)) Transposed(call, at, k, step, count, s, scratch, v, next);
            else if (width == call.Width)
                DecodeScores<S, V>.Run<T>(scratch.Queries, at.Rows, width, k, step * T.Bytes, count, s, DecodeScratch.ScoreStep, v,
                    next * T.Bytes, call.ValueWidth * T.Bytes);
            else
            {
                DecodeRows<S, V>.Pack<T>(k, step, count, call.Width, scratch.Keys, width, 1);
                DecodeScores<S, V>.Run<StoredFloat32>(scratch.Queries, at.Rows, width, (byte*)scratch.Keys, (nint)width * sizeof(float),
                    count, s, DecodeScratch.ScoreStep, v, next * T.Bytes, call.ValueWidth * T.Bytes);
            }
            if (T.Scales)
                DecodeRows<S, V>.Times(s, DecodeScratch.ScoreStep, at.Rows, segment->KeyScales(call, at.Group, key), count);
            if (hides) finite = finite && Finite(call, at, segment, key, v, next, count);
            key += count;
        }
        return finite;
    }

    /// <summary>Scores for many rows. Other numbers become floats first, in what the transposition leaves of its room.</summary>
    private static void Transposed(in DecodeCall call, in DecodeItem at, byte* k, nint step, int count, float* s,
        in DecodeScratch scratch, byte* ahead, nint aheadStep)
    {
        var width = Padded(call.Width);
        if (typeof(T) == typeof(StoredFloat32))
        {
            DecodeScores<S, V>.Transposed(scratch.Queries, at.Rows, width, call.Width, (float*)k, step, count, s, DecodeScratch.ScoreStep,
                scratch.Keys, ahead, aheadStep * T.Bytes, call.ValueWidth * T.Bytes);
            return;
        }
        const int Once = DecodeScratch.Block / 2;
        var room = scratch.Keys + (DecodeScratch.Block - Once) * width;
        for (var j = 0; j < count; j += Once, ahead += Once * aheadStep * T.Bytes)
        {
            var n = Math.Min(Once, count - j);
            DecodeRows<S, V>.Pack<T>(k + j * step * T.Bytes, step, n, call.Width, room, width, 1);
            DecodeScores<S, V>.Transposed(scratch.Queries, at.Rows, width, call.Width, room, width, n, s + j, DecodeScratch.ScoreStep,
                scratch.Keys, ahead, aheadStep * T.Bytes, call.ValueWidth * T.Bytes);
        }
    }

    private static bool Finite(in DecodeCall call, in DecodeItem at, Segment* segment, int key, byte* v, nint step, int count)
        => T.Scales
            ? DecodeRows<S, V>.Finite<StoredFloat32>((byte*)segment->ValueScales(call, at.Group, key), 0, 1, count)
            : DecodeRows<S, V>.Finite<T>(v, step, count, call.ValueWidth);

    /// <summary>Where the next block begins, which may be in another segment: a page, or the other end of a ring.</summary>
    private static byte* Next(in DecodeCall call, in DecodeItem at, Segment* segment, int end)
    {
        while (segment->End <= end) segment++;
        return segment->Key<T>(call, at.Group, end);
    }

    /// <summary>Adds the values of a block to the sums, and asks for the keys of the next block ahead, unless there is none.</summary>
    [MethodImpl(Hot.Path)]
    private static void Sum(in DecodeCall call, in DecodeItem at, Segment* segment, int begin, int end, in DecodeScratch scratch,
        bool finite, byte* next)
    {
        var (width, step, nextStep, aheadWidth) = (Padded(call.ValueWidth), (nint)call.VStep.Token, (nint)call.KStep.Token * T.Bytes,
            next == null ? 0 : call.Width * T.Bytes);
        for (var key = begin; key < end; segment++)
        {
            var count = Math.Min(segment->End, end) - key;
            byte* v = segment->Value<T>(call, at.Group, key), ahead = next + (key - begin) * nextStep;
            var p = scratch.Scores + (key - begin);
            if (T.Scales && finite)
                DecodeRows<S, V>.Times(p, DecodeScratch.ScoreStep, at.Rows, segment->ValueScales(call, at.Group, key), count);
            if (finite && width == call.ValueWidth)
                DecodeSums<S, V>.Run<T>(p, DecodeScratch.ScoreStep, at.Rows, scratch.Keep, v, step * T.Bytes, count, width, scratch.Sums,
                    ahead, nextStep, aheadWidth);
            else
            {
                DecodeRows<S, V>.Pack<T>(v, step, count, call.ValueWidth, scratch.Values, width, 1);
                if (finite)
                    DecodeSums<S, V>.Run<StoredFloat32>(p, DecodeScratch.ScoreStep, at.Rows, scratch.Keep, (byte*)scratch.Values,
                        (nint)width * sizeof(float), count, width, scratch.Sums, ahead, nextStep, aheadWidth);
                else
                    DecodeRows<S, V>.Sparse(p, DecodeScratch.ScoreStep, at.Rows, scratch.Keep, scratch.Values, width, count,
                        call.ValueWidth, scratch.Sums, width, T.Scales ? segment->ValueScales(call, at.Group, key) : null);
            }
            key += count;
            if (key < end) new Span<float>(scratch.Keep, at.Rows).Fill(1);             // the block's maxima are in the sums by now
        }
    }
}
