using Heed.Maps;
using Heed.Models.Data;

namespace Heed.Models.Reading;

/// <summary>Symbols in the text that they make up.</summary>
/// <param name="Text">The text.</param>
/// <param name="Labels">Where each symbol stands in it; a symbol that the text spells in another way covers nothing.</param>
internal sealed record Placed(string Text, IReadOnlyList<Label> Labels)
{
    public static Placed Of(Segmentation segmentation, IReadOnlyList<string> symbols)
    {
        var text = segmentation.Join(symbols);
        var at = 0;
        return new(text, [.. symbols.Select(symbol =>
        {
            var start = text.IndexOf(symbol, at, StringComparison.Ordinal);
            if (start < 0 || symbol.Length == 0) return new Label(symbol, at, 0);
            at = start + symbol.Length;
            return new Label(symbol, start, symbol.Length);
        })]);
    }
}
