namespace Heed.Maps;

/// <summary>A view of a map, ready to draw: every renderer shows these panels, this domain and this caption.</summary>
public sealed class Picture
{
    private Picture(AttentionMap map, MapView view, IReadOnlyList<Panel> panels)
    {
        (Map, View, Panels) = (map, view, panels);
        Domain = new(view.Scale, map.Signed, panels);
        Palette = Palette.Of(view.Theme, view.Ramp, Domain.Diverging);
        Title = view.Title ?? map.Provenance.Mechanism;
        Caption = Captions.Of(this);
    }

    /// <summary>The whole map.</summary>
    public AttentionMap Map { get; }

    /// <summary>What was asked for.</summary>
    public MapView View { get; }

    /// <summary>The heat maps, side by side.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    /// <summary>What the colours stand for, in all panels.</summary>
    public Domain Domain { get; }

    /// <summary>The colours.</summary>
    public Palette Palette { get; }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>What must stand below the picture, a sentence or a list to a line.</summary>
    public IReadOnlyList<string> Caption { get; }

    /// <summary>Chooses the panels of a view.</summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="view">What to show.</param>
    /// <exception cref="ArgumentException">
    /// The map has no such layer or head, or the scale or the choice of heads does not suit it.
    /// </exception>
    public static Picture Of(AttentionMap map, MapView view)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(view);
        return new(map, view, Choose(map, view.Layer, view.Heads));
    }

    /// <summary>The colour of a cell outside the mask.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="query">The row, from 0.</param>
    /// <param name="key">The column, from 0.</param>
    public Rgb Colour(Panel panel, int query, int key)
    {
        ArgumentNullException.ThrowIfNull(panel);
        var weight = panel.Row(query)[key];
        return panel.IsMasked(query, key) ? Palette.Masked
            : float.IsNaN(weight) ? Palette.NaN
            : Palette.Cells.At(Domain.Position(panel, query, weight));
    }

    private static IReadOnlyList<Panel> Choose(AttentionMap map, int layer, HeadChoice heads)
    {
        MapChecks.Index(layer, map.Layers, nameof(layer));
        switch (heads.What)
        {
            case HeadChoice.Kind.One: return [One(map, layer, heads.Head)];
            case HeadChoice.Kind.All: return [.. Enumerable.Range(0, map.Heads).Select(head => One(map, layer, head))];
            case HeadChoice.Kind.Rollout:
                return [new($"rollout of layers 0 … {layer}, residual ½", Rollout.Of(map, layer), map.Queries, map.Keys, null, 0)];
        }
        if (map.Heads == 1) return [One(map, layer, 0)];
        var max = heads.What == HeadChoice.Kind.Max;
        var weights = max ? Aggregate.Max(map, layer) : Aggregate.Mean(map, layer);
        var mask = map.Mask?.Common(layer * map.Heads, map.Heads);
        return [new($"{(max ? "maximum" : "mean")} of {map.Heads} heads", weights, map.Queries, map.Keys, mask, 0)];
    }

    private static Panel One(AttentionMap map, int layer, int head) =>
        new($"head {head}", map.HeadMemory(layer, head), map.Queries, map.Keys, map.Mask, layer * map.Heads + head);
}
