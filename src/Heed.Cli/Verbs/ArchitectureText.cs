using System.Globalization;
using Heed.Architectures;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary>A published model in words: which layers it has, and what they keep of a text.</summary>
internal static class ArchitectureText
{
    /// <summary>Of a number in bfloat16.</summary>
    public const int Bytes = 2;

    private const long Long = 32_768;
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static void Print(Screen screen, Architecture architecture)
    {
        screen.Heading($"{architecture.Name}");
        screen.Out.Line($"{architecture.Summary}");
        screen.Out.Line($"  {architecture.Cite}");
        foreach (var variant in architecture.Variants)
        {
            screen.Out.Line();
            screen.Heading($"{variant.Name}  {variant.Depth} layers, {variant.Width:N0} wide");
            foreach (var layer in variant.Layers) screen.Out.Line($"  {Layer(layer)}");
            if (Kept(variant) is { } kept) screen.Out.Line($"  keeps {kept}");
        }

        screen.Out.Line();
        screen.Out.Line("Norms, feed-forward layers and experts mix no tokens and are left out. "
            + "An expression is explained by 'heed explain', drawn by 'heed see TEXT --with'.");
    }

    /// <summary>What all layers keep, in bfloat16; null where nothing is written token by token.</summary>
    private static string? Kept(Variant variant)
    {
        if (variant.NumbersKept(Long) == 0) return null;
        var (grows, after) = (variant.NumbersPerToken * Bytes, variant.NumbersKept(Long) * Bytes);
        return (grows == 0 ? "" : $"{Size(grows)} for each token of the text, ")
            + $"{Size(after)} after {Long.ToString("N0", CultureInfo.InvariantCulture)} tokens (bfloat16)";
    }

    private static string Layer(LayerKind layer)
    {
        var place = layer.Place.Length == 0 ? "" : $"{layer.Place}: ";
        var kv = layer.KvHeads == layer.Heads ? "" : $", {layer.KvHeads} of keys and values";
        var heads = layer.Heads == 1 ? $"{layer.HeadWidth:N0} channels" : $"{layer.Heads} heads of {layer.HeadWidth}{kv}";
        return $"{layer.Count} × {place}{layer.Attention}; {heads}";
    }

    private static string Size(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1000 && unit < Units.Length - 1; unit++) bytes /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.###} {Units[unit]}");
    }
}
