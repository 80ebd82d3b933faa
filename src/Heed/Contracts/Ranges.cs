namespace Heed;

/// <summary>
/// Brings any numbers into the range that an input declares: the same way in layers, in the draws of laws, and in the benchmark.
/// </summary>
public static class Ranges
{
    private const double NoDivisionByZero = 1e-6;

    /// <summary>The range of an input; any real numbers where there is no such input.</summary>
    /// <param name="mechanism">What declares it.</param>
    /// <param name="name">Its name.</param>
    public static RoleRange RangeOf(this Mechanism mechanism, string name) =>
        mechanism.Roles.FirstOrDefault(r => r.Name == name)?.Range ?? RoleRange.Real;

    /// <summary>The numbers, brought into the range.</summary>
    /// <param name="raw">Any real numbers.</param>
    /// <param name="range">The range.</param>
    public static Tensor Bring(this Tensor raw, RoleRange range) => range switch
    {
        RoleRange.Negative => torch.nn.functional.logsigmoid(raw),
        RoleRange.Positive => torch.nn.functional.softplus(raw),
        RoleRange.Unit => raw.sigmoid(),
        RoleRange.UpToTwo => 2 * raw.sigmoid(),
        RoleRange.UnitVector => raw / (raw.square().sum(-1, true) + NoDivisionByZero).sqrt(),
        RoleRange.Simplex => raw.softmax(-1),
        _ => raw,
    };
}
