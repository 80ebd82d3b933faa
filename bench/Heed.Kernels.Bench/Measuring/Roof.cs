using System.Runtime.Intrinsics;

namespace Heed.Kernels.Bench;

/// <summary>What the machine can do at most, measured in the run that it is compared with.</summary>
/// <param name="Bits">Register width.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Flops">Floating-point operations a second of fused multiply-adds on registers alone.</param>
/// <param name="Bytes">Bytes a second of a sum over a buffer that no cache holds.</param>
internal sealed record Roof(int Bits, int Threads, double Flops, double Bytes)
{
    private const int Rounds = 7;

    /// <summary>Measures both; the best of some rounds counts, since a roof is what can be reached at all.</summary>
    public static Roof Measure(int bits, int threads, StreamBuffer buffer)
    {
        var (flops, bytes) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            flops = Math.Max(flops, Together.Rate(threads, _ => bits switch
            {
                512 => Peak<Wide512, Vector512<float>>.Run(Vector512<float>.Count),
                256 => Peak<Wide256, Vector256<float>>.Run(Vector256<float>.Count),
                _ => Peak<Wide128, Vector128<float>>.Run(Vector128<float>.Count),
            }));
            bytes = Math.Max(bytes, Together.Rate(threads, i => buffer.Read(i, threads)));
        }
        return new(bits, threads, flops, bytes);
    }

    public override string ToString()
        => $"{Bits} bits, {Threads} {(Threads == 1 ? "thread" : "threads")}: {Flops / 1e9:f0} GFLOP/s, reads {Bytes / 1e9:f1} GB/s";
}
