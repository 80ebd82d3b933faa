using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Which register width the kernels use.</summary>
public static class Registers
{
    /// <summary>The environment variable that forces a width.</summary>
    public const string Variable = "HEED_SIMD";

    /// <summary>Whether this machine has registers of so many bits: 512, 256 or 128.</summary>
    /// <param name="bits">The width in bits.</param>
    public static bool Has(int bits) => bits switch
    {
        512 => Vector512.IsHardwareAccelerated,
        256 => Vector256.IsHardwareAccelerated,
        128 => Vector128.IsHardwareAccelerated,
        _ => false,
    };

    /// <summary>The width to use: the one asked for, else the one in HEED_SIMD, else the widest.</summary>
    /// <param name="asked">512, 256 or 128; 0 leaves the choice open.</param>
    /// <exception cref="ArgumentException">The width asked for or forced is none of the three.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor lacks that width, or the program was told not to use it.</exception>
    public static int Choose(int asked = 0)
    {
        var (bits, source) = (asked, "The option Registers");
        if (asked == 0 && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } forced)
        {
            source = $"The environment variable {Variable}";
            if (!int.TryParse(forced, out bits))
                throw new ArgumentException($"{source} is '{forced}': set it to 512, 256 or 128, or unset it.");
        }
        else if (asked == 0) return Has(512) ? 512 : Has(256) ? 256 : 128;
        if (bits is not (512 or 256 or 128)) throw new ArgumentException($"{source} is {bits}: set it to 512, 256 or 128.");
        return Has(bits) ? bits
            : throw new PlatformNotSupportedException($"{source} asks for {bits}-bit registers, {Lack(InProcessor(bits))}.");
    }

    /// <summary>Why there are none of a width: a program that was compiled ahead, or has
    /// settings, may lack what its processor has.</summary>
    internal static string Lack(bool inProcessor) => inProcessor
        ? "which this processor has, but this program does not use: compile it for such processors, or take back settings like "
            + "DOTNET_EnableAVX2=0"
        : "which this processor lacks";

    // Leaf 7 of CPUID: bit 5 of EBX is AVX2, bit 16 is AVX-512.
    private static bool InProcessor(int bits) => bits != 128 && X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7
        && (X86Base.CpuId(7, 0).Ebx >> (bits == 512 ? 16 : 5) & 1) != 0;
}
