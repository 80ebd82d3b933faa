namespace Heed.Maps;

/// <summary>One unit of the original text: a character, a token, a word.</summary>
/// <param name="Text">What the unit reads, as its tokeniser tells it; it need not be printable.</param>
/// <param name="Start">Where the unit starts in the original text, in UTF-16 code units.</param>
/// <param name="Length">
/// How much of the original text it covers, in UTF-16 code units; 0 for units that stand for no text, such as a begin mark.
/// </param>
/// <param name="Id">The number of the unit in its vocabulary, if it has one.</param>
public sealed record Label(string Text, int Start, int Length, int? Id = null)
{
    /// <summary>The text in full, with everything invisible made visible: <c>␣</c>, <c>⏎</c>, <c>⇥</c>, <c>U+200B</c>.</summary>
    public string Shown => LabelText.Escape(Text);

    /// <summary>The visible text, cut in the middle so that it has at most so many graphemes.</summary>
    /// <param name="graphemes">The longest length wanted, the ellipsis included; at least 3.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="graphemes"/> is below 3.</exception>
    public string Short(int graphemes = 12) => LabelText.Shorten(Shown, graphemes);
}
