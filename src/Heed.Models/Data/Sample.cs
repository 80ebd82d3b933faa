namespace Heed.Models.Data;

/// <summary>Draws different things until every part has enough, or new ones become too rare to wait for.</summary>
internal static class Sample
{
    private const int Patience = 200;

    /// <summary>The things drawn, in the order of the draws; each belongs to the part that its hash says.</summary>
    public static IEnumerable<(Split Split, long Thing)> Of(SampleOptions options, Func<Draws, long> draw, Func<Split, long, bool> suits)
    {
        var draws = new Draws(options.Seed, 0);
        var seen = new HashSet<long>();
        var missing = Enum.GetValues<Split>().ToDictionary(p => p, options.Wanted);
        for (var misses = 0; missing.Values.Any(n => n > 0) && misses < Patience * (1000 + seen.Count);)
        {
            var thing = draw(draws);
            var part = options.Shares.Of(thing);
            if (missing[part] <= 0 || !suits(part, thing) || !seen.Add(thing))
            {
                misses++;
                continue;
            }

            missing[part]--;
            yield return (part, thing);
        }
    }
}
