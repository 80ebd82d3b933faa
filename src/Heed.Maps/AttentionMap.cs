using System.Text;

namespace Heed.Maps;

/// <summary>
/// What was looked at: layers × heads × queries × keys weights with their labels, mask and origin. Rows are queries and columns are keys:
/// the weight at (i, j) is how much query i reads of key j. Queries and keys may differ in number and text.
/// </summary>
public sealed class AttentionMap
{
    private readonly ReadOnlyMemory<float> weights;

    /// <summary>Makes a map. The weights are not copied: the caller must not change them afterwards; nothing in Heed does.</summary>
    /// <param name="weights">
    /// layers × heads × queries × keys numbers in row-major order. NaN is kept and shown as such; infinities are refused.
    /// </param>
    /// <param name="layers">The number of layers.</param>
    /// <param name="heads">The number of heads in each layer.</param>
    /// <param name="queryLabels">One label for each row.</param>
    /// <param name="keyLabels">One label for each column.</param>
    /// <param name="text">
    /// The original text that the keys' offsets refer to, and the queries' as well unless <paramref name="queryText"/> is given.
    /// </param>
    /// <param name="provenance">Where the weights come from.</param>
    /// <param name="mask">Which pairs could not meet; null when all could. Weights behind the mask are never read.</param>
    /// <param name="queryText">The text of the queries when it is another one, as in translation; null when it is the same.</param>
    /// <exception cref="ArgumentException">A size, an offset, a text or a number does not fit; the message names it.</exception>
    public AttentionMap(ReadOnlyMemory<float> weights, int layers, int heads, IReadOnlyList<Label> queryLabels,
        IReadOnlyList<Label> keyLabels, string text, Provenance provenance, MapMask? mask = null, string? queryText = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentNullException.ThrowIfNull(provenance);
        (Layers, Heads, Text, QueryText, Provenance, Mask) = (layers, heads, text, queryText ?? text, provenance, mask);
        MapChecks.Text(text, nameof(text));
        MapChecks.Text(QueryText, nameof(queryText));
        QueryLabels = MapChecks.Labels(queryLabels, QueryText, nameof(queryLabels));
        KeyLabels = MapChecks.Labels(keyLabels, text, nameof(keyLabels));
        var expected = (long)layers * heads * Queries * Keys;
        if (weights.Length != expected)
            throw new ArgumentException($"{weights.Length} weights given, {layers} layers × {heads} heads × {Queries} queries × {Keys} "
                + $"keys = {expected} expected.", nameof(weights));
        MapChecks.Mask(mask, this, nameof(mask));
        this.weights = weights;
        Signed = MapChecks.AnyNegative(this, nameof(weights));
    }

    /// <summary>Makes a map of one head, whose rows and columns are the same units. The weights are copied.</summary>
    /// <param name="weights">queries × keys. NaN is kept and shown as such; infinities are refused.</param>
    /// <param name="labels">What each row and each column stands for.</param>
    /// <param name="provenance">Where the weights come from; null = from the caller.</param>
    /// <param name="mask">Which pairs could not meet; null when all could.</param>
    /// <exception cref="ArgumentException">A size, a label or a number does not fit; the message names it.</exception>
    public static AttentionMap Of(
        float[,] weights, IReadOnlyList<string> labels, Provenance? provenance = null, MapMask? mask = null) =>
        Of(weights, labels, labels, provenance, mask);

    /// <summary>Makes a map of one head, whose rows and columns are units of two texts. The weights are copied.</summary>
    /// <param name="weights">queries × keys. NaN is kept and shown as such; infinities are refused.</param>
    /// <param name="queryLabels">What each row stands for.</param>
    /// <param name="keyLabels">What each column stands for.</param>
    /// <param name="provenance">Where the weights come from; null = from the caller.</param>
    /// <param name="mask">Which pairs could not meet; null when all could.</param>
    /// <exception cref="ArgumentException">A size, a label or a number does not fit; the message names it.</exception>
    public static AttentionMap Of(float[,] weights, IReadOnlyList<string> queryLabels, IReadOnlyList<string> keyLabels,
        Provenance? provenance = null, MapMask? mask = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Of(weights, 1, 1, weights.GetLength(0), weights.GetLength(1), queryLabels, keyLabels, provenance, mask);
    }

    /// <summary>Makes a map of layers and heads, whose rows and columns are units of two texts. The weights are copied.</summary>
    /// <param name="weights">layers × heads × queries × keys. NaN is kept and shown as such; infinities are refused.</param>
    /// <param name="queryLabels">What each row stands for.</param>
    /// <param name="keyLabels">What each column stands for.</param>
    /// <param name="provenance">Where the weights come from; null = from the caller.</param>
    /// <param name="mask">Which pairs could not meet; null when all could.</param>
    /// <exception cref="ArgumentException">A size, a label or a number does not fit; the message names it.</exception>
    public static AttentionMap Of(float[,,,] weights, IReadOnlyList<string> queryLabels, IReadOnlyList<string> keyLabels,
        Provenance? provenance = null, MapMask? mask = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Of(weights, weights.GetLength(0), weights.GetLength(1), weights.GetLength(2), weights.GetLength(3), queryLabels, keyLabels,
            provenance, mask);
    }

    /// <summary>A page that needs nothing else and holds the whole map: the text of an HTML file.</summary>
    /// <param name="view">What is shown first; null = the mean of the heads of the first layer.</param>
    /// <exception cref="ArgumentException">The view does not suit the map.</exception>
    public string ToHtml(MapView? view = null)
    {
        using var stream = new MemoryStream();
        new HtmlRenderer().Write(Picture.Of(this, view ?? new()), stream);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, checked((int)stream.Length));
    }

    /// <summary>The number of layers.</summary>
    public int Layers { get; }

    /// <summary>The number of heads in each layer.</summary>
    public int Heads { get; }

    /// <summary>The number of rows.</summary>
    public int Queries => QueryLabels.Count;

    /// <summary>The number of columns.</summary>
    public int Keys => KeyLabels.Count;

    /// <summary>What the rows stand for.</summary>
    public IReadOnlyList<Label> QueryLabels { get; }

    /// <summary>What the columns stand for.</summary>
    public IReadOnlyList<Label> KeyLabels { get; }

    /// <summary>The original text of the keys.</summary>
    public string Text { get; }

    /// <summary>The original text of the queries; the same as <see cref="Text"/> in self-attention.</summary>
    public string QueryText { get; }

    /// <summary>Where the weights come from.</summary>
    public Provenance Provenance { get; }

    /// <summary>Which pairs could not meet; null when all could.</summary>
    public MapMask? Mask { get; }

    /// <summary>Whether any weight outside the mask is negative; such maps are drawn on a scale that is symmetric about 0.</summary>
    public bool Signed { get; }

    /// <summary>Query i stands at position i + Offset among the keys, so that the last query meets the last key.</summary>
    public int Offset => Keys - Queries;

    /// <summary>All weights: layers × heads × queries × keys in row-major order.</summary>
    public ReadOnlySpan<float> Weights => weights.Span;

    /// <summary>How much a query reads of a key; the number behind a mask has no meaning.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    /// <param name="key">The column, from 0.</param>
    public float this[int layer, int head, int query, int key] => Row(layer, head, query)[key];

    /// <summary>The weights of one head: queries × keys in row-major order.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or head.</exception>
    public ReadOnlySpan<float> Head(int layer, int head) => HeadMemory(layer, head).Span;

    /// <summary>The weights of one query over all keys.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, head or query.</exception>
    public ReadOnlySpan<float> Row(int layer, int head, int query)
    {
        MapChecks.Index(query, Queries, nameof(query));
        return Head(layer, head).Slice(query * Keys, Keys);
    }

    /// <summary>Whether the mask keeps the query from the key.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    /// <param name="key">The column, from 0.</param>
    public bool IsMasked(int layer, int head, int query, int key) => Mask is not null && Mask.IsMasked(layer * Heads + head, query, key);

    private static AttentionMap Of(Array weights, int layers, int heads, int queries, int keys, IReadOnlyList<string> queryLabels,
        IReadOnlyList<string> keyLabels, Provenance? provenance, MapMask? mask)
    {
        MapChecks.Count(queryLabels, queries, "queries", nameof(queryLabels));
        MapChecks.Count(keyLabels, keys, "keys", nameof(keyLabels));
        var flat = new float[weights.Length];
        Buffer.BlockCopy(weights, 0, flat, 0, Buffer.ByteLength(weights));
        var (read, from) = (LabelText.Joined(keyLabels), LabelText.Joined(queryLabels));
        return new(flat, layers, heads, from.Labels, read.Labels, read.Text, provenance ?? Provenance.Given, mask, from.Text);
    }

    internal ReadOnlyMemory<float> HeadMemory(int layer, int head)
    {
        MapChecks.Index(layer, Layers, nameof(layer));
        MapChecks.Index(head, Heads, nameof(head));
        return weights.Slice((layer * Heads + head) * Queries * Keys, Queries * Keys);
    }
}
