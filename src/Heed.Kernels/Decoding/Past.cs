namespace Heed.Kernels;

/// <summary>The keys of one sequence: stretches whose positions follow each other.</summary>
/// <param name="stretches">The stretches, in order, none empty.</param>
/// <param name="count">How many.</param>
/// <param name="query">The position that parts are told for the first query.</param>
internal readonly unsafe struct Past(Stretch* stretches, int count, int query)
{
    public readonly Stretch* Stretches = stretches;
    public readonly int Query = query;
    public readonly int First = count == 0 ? 0 : stretches[0].First;
    public readonly int End = count == 0 ? 0 : stretches[count - 1].End;
}
