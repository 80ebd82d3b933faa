using System.Runtime.CompilerServices;

namespace Heed.Native;

/// <summary>
/// Compiled into every program that uses TorchSharp: lets Heed say where LibTorch is before <c>Main</c>. Without it a program whose
/// first tensor comes before its first use of Heed would look for LibTorch in vain.
/// </summary>
internal static class TorchStart
{
    [ModuleInitializer]
    internal static void Register() => RuntimeHelpers.RunModuleConstructor(typeof(LibTorch).Module.ModuleHandle);
}
