namespace Heed;

internal static class Holes
{
    public static void Check(IReadOnlyList<Part> parts, Family family)
    {
        if (parts.FirstOrDefault(p => p.Hole.Family != family) is { } stranger)
            throw new ArgumentException($"{stranger.GetType().Name} fills the {stranger.Hole} hole of the {stranger.Hole.Family} family, not of the {family} one", nameof(parts));
        if (parts.GroupBy(p => p.Hole).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"{string.Join(" and ", twice.Select(p => p.GetType().Name))} both fill the {twice.Key} hole", nameof(parts));
    }
}
