using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>The twin of a position that turns queries and keys.</summary>
internal static class LoweredRotation
{
    /// <summary>
    /// A rotation for the sizes of a call. More queries than keys begin before the first key:
    /// only distances count, so both are moved to where no position is negative.
    /// </summary>
    /// <param name="inputs">The call.</param>
    /// <param name="base">What the angles are powers of.</param>
    /// <param name="pairing">Which features belong together.</param>
    /// <param name="last">That of the call before, taken again where it fits: its sines cost more than a short text.</param>
    /// <param name="width">How many features are rotated, from the first; all when not given.</param>
    public static Rotation Of(Inputs inputs, double @base, Pairing pairing, Rotation? last, long? width = null)
    {
        var (positions, turned) = ((int)Math.Max(inputs.Queries, inputs.Keys), (int)(width ?? inputs.WidthK));
        var (query, key) = ((int)Math.Max(0, inputs.Offset), (int)Math.Max(0, -inputs.Offset));
        return last is not null && (last.Positions, last.Width, last.QueryOffset, last.KeyOffset) == (positions, turned, query, key)
            ? last : new(positions, turned, pairing, @base, query, key);
    }
}
