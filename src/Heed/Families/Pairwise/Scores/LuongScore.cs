namespace Heed.Pairwise.Scores;

/// <summary>How Luong's local alignments compare a state with a memory: by any of his scores that ask what the memory holds.</summary>
public enum LuongScore
{
    /// <summary>The dot product, as in <c>luong-dot</c>.</summary>
    Dot,

    /// <summary>A learned matrix between the two, as in <c>luong-general</c>.</summary>
    General,

    /// <summary>A hidden layer that sees both, as in <c>luong-concat</c>.</summary>
    Concat,
}

/// <summary>The parts that compute them.</summary>
internal static class LuongScores
{
    /// <summary>The part.</summary>
    /// <param name="score">Which one.</param>
    /// <param name="width">Hidden units, where there is a hidden layer; 0 means as many as a key is wide.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    public static Score Part(this LuongScore score, long width, double scale) => score switch
    {
        LuongScore.Dot => new ScaledDotProduct(scale),
        LuongScore.General => new Bilinear(scale),
        _ => new LuongConcat(width, scale),
    };
}
