namespace Heed.Models.Data;

/// <summary>Draws different things until every part has enough, or new ones become too rare to wait for.</summary>
internal static class Sample
{
    private const int Patience = 200;

    /// <summary>The things drawn, in the order of the draws; each belongs to the part that its hash says.</summary>
    /// <param name="options">How many for each part.</param>
    /// <param name="there">How many things there are.</param>
    /// <param name="draw">Draws one of them.</param>
    /// <param name="suits">Whether a part wants it.</param>
    public static IEnumerable<(Split Split, long Thing)> Of(
        SampleOptions options, long there, Func<Draws, long> draw, Func<Split, long, bool> suits)
    {
        var draws = new Draws(options.Seed, 0);
        var (drawn, kept) = (new HashSet<long>(), 0L);
        var missing = Enum.GetValues<Split>().ToDictionary(p => p, options.Wanted);
        for (var misses = 0L; drawn.Count < there && missing.Values.Any(n => n > 0) && misses < Patience * (1000 + kept);)
        {
            var thing = draw(draws);
            var part = options.Shares.Of(thing);
            if (!drawn.Add(thing) || missing[part] <= 0 || !suits(part, thing))
            {
                misses++;
                continue;
            }

            missing[part]--;
            kept++;
            yield return (part, thing);
        }
    }
}
