namespace Heed.Models.Text;

/// <summary>What a grapheme cluster is to a word.</summary>
internal enum ClusterKind
{
    /// <summary>White space only.</summary>
    Space,

    /// <summary>A letter or number, with its marks, that joins its neighbours into a word.</summary>
    Letter,

    /// <summary>A letter of a script that writes no spaces between words: a word of its own.</summary>
    Ideograph,

    /// <summary>Everything else: punctuation, symbols, emoji, controls.</summary>
    Symbol,
}
