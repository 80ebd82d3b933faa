using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Which register width the kernels use.</summary>
public static class Registers
{
    /// <summary>The environment variable that forces a width.</summary>
    public const string Variable = "HEED_SIMD";

    /// <summary>Whether this program can use registers of so many bits, 512, 256 or 128, on this machine.</summary>
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
    /// <exception cref="PlatformNotSupportedException">The processor lacks that width, or the program does not use it; the message says
    /// which.</exception>
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
            : throw new PlatformNotSupportedException($"{source} asks for {bits}-bit registers, {Lack(bits)}.");
    }

    /// <summary>Why the program cannot use registers of so many bits, as a clause: the processor lacks them, or the program.</summary>
    /// <param name="bits">The width in bits.</param>
    public static string Lack(int bits) => Lack(InProcessor(bits), RuntimeFeature.IsDynamicCodeCompiled);

    /// <summary>A program that was compiled ahead, or has settings, may lack what its processor has.</summary>
    internal static string Lack(bool inProcessor, bool atRunTime) => !inProcessor ? "which this processor lacks"
        : atRunTime ? "which this processor has, but the runtime does not use: take back settings like DOTNET_EnableAVX2=0 or "
            + "DOTNET_PreferredVectorBitWidth=256"
        : "which this processor has, but this program was not compiled for: publish it with <IlcInstructionSet> native, or x86-64-v3 for "
            + "256 bits and x86-64-v4 for 512";

    // Leaf 7 of CPUID, EBX: AVX2; for 512 bits AVX-512 F, DQ, CD, BW and VL, all of which a program must find. Both need FMA, leaf 1.
    private static bool InProcessor(int bits)
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7) return bits == 128 && Has(128);
        var (wanted, found) = (bits == 512 ? 1 << 5 | 1 << 16 | 1 << 17 | 1 << 28 | 1 << 30 | 1 << 31 : 1 << 5, X86Base.CpuId(7, 0).Ebx);
        return bits == 128 || ((found & wanted) == wanted && (X86Base.CpuId(1, 0).Ecx >> 12 & 1) != 0);
    }
}
