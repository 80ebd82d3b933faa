using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Heed.Fuzz;

/// <summary>
/// What is fuzzed tells of every branch in a piece of memory, which the fuzzer gives only later: until then, there is another one. This
/// runs before Heed is looked for (build/TorchStart.cs), as files of this project are compiled before that one.
/// </summary>
internal static class BeforeAll
{
    private const int Branches = 1 << 16;

    [ModuleInitializer]
    internal static unsafe void GiveMemory() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Branches);
}
