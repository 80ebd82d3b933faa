namespace Heed.Laws;

/// <summary>Where tokens and texts lie in the tensors of a mechanism, whatever those are called.</summary>
internal static class Axes
{
    /// <summary>A tensor with each of its token axes passed through a function: for pairs of tokens both.</summary>
    public static Tensor EachToken(this Role role, Tensor value, Func<Tensor, int, Tensor> change)
    {
        foreach (var size in (string[])["N", "M"])
            if (role.Axis(size) is >= 0 and var axis) value = change(value, axis);
        return value;
    }

    /// <summary>The token axis of the output.</summary>
    /// <exception cref="NotSupportedException">It has no row for each token.</exception>
    public static int OutputAxis(this Mechanism m) => Array.IndexOf(m.OutputShape.Split(' '), "N") is >= 0 and var axis ? axis
        : throw new NotSupportedException($"'{m.Name}' has no output for each token.");

    /// <summary>The one input that is read as values.</summary>
    /// <exception cref="NotSupportedException">There is none, or several.</exception>
    public static string Value(this Mechanism m) => m.Roles.Where(r => r.Kind == RoleKind.Value).ToArray() is [var one] ? one.Name
        : throw new NotSupportedException($"'{m.Name}' has no input of its own for values.");

    /// <summary>Keys with their places along an axis of length M: an input may have several numbers for each token.</summary>
    public static Tensor Spread(this Role role, Tensor perToken, int axis) =>
        role.Sizes[axis].Times == 1 ? perToken : perToken.repeat_interleave(role.Sizes[axis].Times);
}
