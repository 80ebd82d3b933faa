namespace Heed.Models.Data;

/// <summary>Turns pairs of words or morphemes into pairs of characters.</summary>
internal static class Unravelled
{
    /// <summary>
    /// Each character of a morpheme may come from any character of the words that the morpheme is linked to, so all links are possible ones
    /// and none is sure. Separators have no link.
    /// </summary>
    public static Pair Of(Pair pair, Segmentation source, Segmentation target)
    {
        var (from, to) = (source.Join(pair.Source), target.Join(pair.Target));
        var (fromPlaces, toPlaces) = (Places(from, pair.Source), Places(to, pair.Target));
        var links = from link in (pair.Links ?? []).Concat(pair.Possible ?? [])
                    from t in Enumerable.Range(toPlaces[link.Target], pair.Target[link.Target].Length)
                    from s in Enumerable.Range(fromPlaces[link.Source], pair.Source[link.Source].Length)
                    select new Link(s, t);
        return new(Segmentation.Characters.Cut(from), Segmentation.Characters.Cut(to)) { Links = [], Possible = [.. links] };
    }

    private static int[] Places(string text, IReadOnlyList<string> pieces)
    {
        var at = 0;
        return [.. pieces.Select(p =>
        {
            var place = text.IndexOf(p, at, StringComparison.Ordinal);
            at = place + p.Length;
            return place;
        })];
    }
}
