using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>How the methods are compiled in which the kernels spend their time.</summary>
internal static class Hot
{
    /// <summary>With all optimisations from the first call on, and as methods of their own.</summary>
    /// <remarks>
    /// A loop that were inlined into its callers, once these are called often enough to be compiled anew, would share one budget of
    /// inlining with all of them; what exceeds it becomes calls in the innermost loop, which more than halved the speed of a warm program.
    /// </remarks>
    public const MethodImplOptions Path = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
}
