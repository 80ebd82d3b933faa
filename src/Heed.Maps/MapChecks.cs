using System.Text;

namespace Heed.Maps;

/// <summary>What must hold of the parts of a map before it is one.</summary>
internal static class MapChecks
{
    public static void Index(int index, int count, string name)
    {
        if ((uint)index >= (uint)count)
            throw new ArgumentOutOfRangeException(name, index, $"There is no {name} {index}; the map has {count}, counted from 0.");
    }

    public static void Text(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!Rune.TryGetRuneAt(text, i, out _))
                throw new ArgumentException($"The text has half a character (U+{(int)text[i]:X4} without its pair) at index {i}.", name);
            i++;
        }
    }

    public static IReadOnlyList<Label> Labels(IReadOnlyList<Label> labels, string text, string name)
    {
        ArgumentNullException.ThrowIfNull(labels, name);
        if (labels.Count == 0) throw new ArgumentException("A map needs at least one label on each axis.", name);
        for (var i = 0; i < labels.Count; i++)
        {
            var label = labels[i] ?? throw new ArgumentException($"Label {i} is null.", name);
            if (label.Start < 0 || label.Length < 0 || (long)label.Start + label.Length > text.Length)
                throw new ArgumentException(
                    $"Label {i} covers {label.Start} … {(long)label.Start + label.Length} of a text of {text.Length} characters.", name);
            Text(label.Text, name);
        }
        return [.. labels];
    }

    /// <summary>Labels for so many rows or columns, none of them null.</summary>
    public static void Count(IReadOnlyList<string> labels, int count, string what, string name)
    {
        ArgumentNullException.ThrowIfNull(labels, name);
        if (labels.Count != count) throw new ArgumentException($"{labels.Count} labels given for {count} {what}.", name);
        for (var i = 0; i < count; i++)
            if (labels[i] is null) throw new ArgumentException($"Label {i} is null.", name);
    }

    public static void Mask(MapMask? mask, AttentionMap map, string name)
    {
        if (mask is null) return;
        if (mask.Queries != map.Queries || mask.Keys != map.Keys)
            throw new ArgumentException(
                $"The mask is {mask.Queries} × {mask.Keys}, the map {map.Queries} × {map.Keys} (queries × keys).", name);
        if (mask.Planes != 1 && mask.Planes != map.Layers * map.Heads)
            throw new ArgumentException(
                $"The mask has {mask.Planes} planes; 1 or layers × heads = {map.Layers * map.Heads} expected.", name);
    }

    public static bool AnyNegative(AttentionMap map, string name)
    {
        var negative = false;
        var all = map.Weights;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] >= 0 && all[i] <= float.MaxValue || float.IsNaN(all[i])) continue;
            var (layer, head, query, key) = Place(map, i);
            if (float.IsInfinity(all[i]))
                throw new ArgumentException($"The weight at layer {layer}, head {head}, query {query}, key {key} is infinite; "
                    + "give masked pairs in the mask.", name);
            negative |= !map.IsMasked(layer, head, query, key);
        }
        return negative;
    }

    private static (int Layer, int Head, int Query, int Key) Place(AttentionMap map, int index)
    {
        var (row, key) = Math.DivRem(index, map.Keys);
        var (plane, query) = Math.DivRem(row, map.Queries);
        var (layer, head) = Math.DivRem(plane, map.Heads);
        return (layer, head, query, key);
    }
}
