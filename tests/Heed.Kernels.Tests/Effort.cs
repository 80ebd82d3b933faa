using System.Globalization;

namespace Heed.Kernels.Tests;

/// <summary>How often something is tried: a little in the tests, and as often as tools/guard asks.</summary>
internal static class Effort
{
    /// <summary>The count of a variable, or the usual one.</summary>
    public static int Of(string variable, int usual)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : usual;

    /// <summary>Says what was done; seen where output is shown.</summary>
    public static void Tell(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);
}
