namespace Heed;

/// <summary>From what a linear map gives for each token, (B, T, width), to the axes that an input declares, and back.</summary>
internal static class Arrangement
{
    /// <summary>How many numbers an input has for each token, or for each pair of tokens.</summary>
    public static long Width(this Role role, Sizes sizes) => PerToken(role, sizes).Aggregate(Rows(role), (a, b) => a * b);

    /// <summary>The numbers of each token in the axes that the input declares, brought into its range.</summary>
    public static Tensor Arranged(this Role role, Tensor mapped, Sizes sizes)
    {
        var (batch, tokens) = (mapped.shape[0], mapped.shape[1]);
        // batch and tokens first, then the rest in its order
        var x = mapped.reshape([batch, tokens * Rows(role), .. PerToken(role, sizes)]);
        return x.permute(Order(role.Sizes.Select(s => s.Name))).Bring(role.Range);
    }

    /// <summary>
    /// Numbers of pairs of tokens: products of what both were mapped to, in the axes (B, …, N, M) and in the range that the input
    /// declares.
    /// </summary>
    public static Tensor Paired(this Role role, Tensor queries, Tensor keys, Sizes sizes)
    {
        var (q, k) = (Split(queries), Split(keys));
        var products = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(q.shape[^1]);              // (B, P, N, M)
        return products.reshape([q.shape[0], .. PerToken(role, sizes), q.shape[2], k.shape[2]]).Bring(role.Range);

        // (B, P, tokens, width)
        Tensor Split(Tensor mapped) => mapped.unflatten(2, role.Width(sizes), mapped.shape[2] / role.Width(sizes)).transpose(1, 2);
    }

    /// <summary>How many numbers an output has for each token.</summary>
    public static long OutputWidth(this Mechanism mechanism, Sizes sizes)
    {
        var names = mechanism.OutputShape.Split(' ');
        return sizes.Shape(mechanism.OutputShape).Zip(names).Where(s => s.Second is not ("B" or "N" or "R"))
            .Aggregate(1L, (a, s) => a * s.First);
    }

    /// <summary>An output put together for each token, (B, N, width).</summary>
    public static Tensor Joined(this Mechanism mechanism, Tensor output)
    {
        var names = mechanism.OutputShape.Split(' ');
        var order = Order(names);
        var back = Enumerable.Range(0, order.Length).Select(axis => (long)Array.IndexOf(order, (long)axis)).ToArray();
        return output.permute(back).flatten(2);
    }

    private static IEnumerable<long> PerToken(Role role, Sizes sizes) =>
        sizes.Shape(role).Zip(role.Sizes).Where(s => s.Second.Name is not ("B" or "N" or "M")).Select(s => s.First);

    /// <summary>How many rows a token has, next to one another.</summary>
    private static long Rows(Role role) => role.TokenAxis < 0 ? 1 : role.Sizes[role.TokenAxis].Times;

    /// <summary>For each declared axis, where it stands once batch and tokens come first.</summary>
    private static long[] Order(IEnumerable<string> names)
    {
        var next = 2L;
        return [.. names.Select(n => n switch { "B" => 0L, "N" or "M" or "R" => 1L, _ => next++ })];
    }
}
