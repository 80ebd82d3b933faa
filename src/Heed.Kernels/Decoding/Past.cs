namespace Heed.Kernels;

/// <summary>The keys of one sequence: segments whose positions follow each other.</summary>
/// <param name="segments">The segments, in order, none empty.</param>
/// <param name="count">How many.</param>
/// <param name="query">The position that parts are told for the first query.</param>
internal readonly unsafe struct Past(Segment* segments, int count, int query)
{
    public readonly Segment* Segments = segments;
    public readonly int Query = query;
    public readonly int First = count == 0 ? 0 : segments[0].First;
    public readonly int End = count == 0 ? 0 : segments[count - 1].End;
}
