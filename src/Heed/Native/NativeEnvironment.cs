using System.Runtime.InteropServices;

namespace Heed.Native;

/// <summary>
/// Variables that LibTorch's parts read while they are loaded. They read the native environment, which .NET's own setter does not write.
/// What the user has set stays.
/// </summary>
internal static class NativeEnvironment
{
    /// <summary>
    /// Without it, MKL sums in an order that depends on where the allocator happened to put a matrix, and about one run in twelve
    /// differs in the last digit.
    /// </summary>
    private static readonly (string Name, string Value) Reproducible = ("MKL_CBWR", "AUTO");

    /// <summary>
    /// Threads that wait for one another sleep. Left to itself OpenMP has them spin, on a busy machine instead of the thread that they
    /// wait for. The first is for every OpenMP; Intel's, which lets threads spin for 200 ms all the same, needs the second.
    /// </summary>
    private static readonly (string Name, string Value)[] Sleeping = [("OMP_WAIT_POLICY", "PASSIVE"), ("KMP_BLOCKTIME", "0")];

    /// <summary>What a user sets who wants to say how threads wait; GNU's OpenMP takes the last.</summary>
    private static readonly string[] Waits = ["OMP_WAIT_POLICY", "KMP_BLOCKTIME", "GOMP_SPINCOUNT"];

    internal static void SetUp()
    {
        foreach (var (name, value) in Wanted(Get)) _ = Set(name, value, overwrite: 0);
    }

    /// <summary>
    /// What is to be set where the environment is as given: of how threads wait all or nothing, so that ours never contradicts the user's.
    /// </summary>
    internal static IEnumerable<(string Name, string Value)> Wanted(Func<string, string?> environment)
    {
        if (environment(Reproducible.Name) is null) yield return Reproducible;
        if (Waits.Any(name => environment(name) is not null)) yield break;
        foreach (var variable in Sleeping) yield return variable;
    }

    private static string? Get(string name) => Marshal.PtrToStringUTF8(Find(name));

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern nint Find([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int Set(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
