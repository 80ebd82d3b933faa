namespace Heed.Pairwise.Preparing;

/// <summary>Turning pairs of features by angles.</summary>
internal static class Turning
{
    /// <summary>The vectors with each pair turned by its angle.</summary>
    /// <param name="x">(B, H, N, 2P).</param>
    /// <param name="angle">Broadcasts to (B, H, N, P); in double precision.</param>
    /// <param name="pairing">Which features make a pair.</param>
    public static Tensor Turn(this Tensor x, Tensor angle, RopePairing pairing) => Rotary.Turn(x, angle, pairing == RopePairing.Halves);

    /// <summary>What was turned, recorded where that is wanted.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="q">Queries.</param>
    /// <param name="k">Keys.</param>
    public static (Tensor Q, Tensor K) Noted(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.Trace?.Record("q_rotated", q);
        inputs.Trace?.Record("k_rotated", k);
        return (q, k);
    }

    /// <summary>Refuses widths that cannot be turned.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="word">Who turns.</param>
    /// <param name="turned">How many features at least.</param>
    /// <exception cref="ArgumentException">Queries and keys differ in width, or features make no pairs, or are too few.</exception>
    public static void Check(Inputs inputs, string word, long turned = 2)
    {
        inputs.RequireEqualWidths();
        if (inputs.WidthK % 2 != 0)
            throw new ArgumentException($"'{word}' rotates features in pairs, and a width of {inputs.WidthK} is odd.", "k");
        if (inputs.WidthK < turned)
            throw new ArgumentException($"'{word}' rotates {turned} features, and there are {inputs.WidthK} only.", "k");
    }
}
