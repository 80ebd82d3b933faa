namespace Heed.Maps;

/// <summary>Writes what stands below a picture: what it is, what its colours mean, where it comes from, what to beware of.</summary>
internal static class Captions
{
    public static IReadOnlyList<string> Of(Picture picture)
    {
        var map = picture.Map;
        var lines = new List<string>
        {
            "Rows are queries, columns are keys: each row shows what its query reads.",
            $"{Where(picture)} · {map.Queries} queries × {map.Keys} keys · {picture.Domain.Description}{Marks(picture)}",
        };
        lines.AddRange(Origins(picture));
        return lines;
    }

    /// <summary>Where the map comes from, and what its maker wants said.</summary>
    public static IReadOnlyList<string> Origins(Picture picture) => [Origin(picture.Map.Provenance), .. picture.Map.Provenance.Notes];

    public static string Where(Picture picture) => picture.View.Heads.What switch
    {
        HeadChoice.Kind.All => $"layer {picture.View.Layer}, {picture.Panels.Count} heads",
        HeadChoice.Kind.Rollout => picture.Panels[0].Name,
        _ => $"layer {picture.View.Layer}, {picture.Panels[0].Name}",
    };

    private static string Marks(Picture picture)
    {
        var masked = picture.Panels.Any(p => p.HasMask) ? " · hatched: masked" : "";
        return picture.Domain.HasNaN ? $"{masked} · crossed: NaN" : masked;
    }

    private static string Origin(Provenance from)
    {
        var parts = new List<string> { from.Mechanism, $"weights: {from.Weights}", $"unit: {from.Unit}" };
        if (from.Width is { } width) parts.Add($"width {width}");
        if (from.Seed is { } seed && !from.Weights.Contains($"seed {seed}", StringComparison.Ordinal)) parts.Add($"seed {seed}");
        parts.Add(from.DType);
        parts.Add($"Heed {from.Version}");
        return string.Join(" · ", parts);
    }
}
