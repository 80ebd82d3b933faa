namespace Heed;

/// <summary>How a mechanism comes to its output.</summary>
public enum Route
{
    /// <summary>
    /// The kernel when it can take the call, else the definition; <see cref="Mechanism.RouteOf(SignalSet, Mask)"/> says which.
    /// </summary>
    Any,

    /// <summary>
    /// The kernel: fast, in float32, without memory of size n². A call that it cannot take is refused with the reason.
    /// Kernels have no second derivative: a gradient that is itself to be differentiated (<c>create_graph</c>)
    /// is computed by the definition, on every route.
    /// </summary>
    Kernel,

    /// <summary>The definition: the formula in plain tensor algebra, in any floating type.</summary>
    Definition,
}

/// <summary>The route of a call.</summary>
/// <param name="Route">The kernel or the definition.</param>
/// <param name="WhyNot">Why the kernel cannot take it; null when it can.</param>
public sealed record RouteChoice(Route Route, string? WhyNot)
{
    /// <summary>The route and the reason.</summary>
    public override string ToString() => WhyNot is null ? "kernel" : $"definition: {WhyNot}";
}
