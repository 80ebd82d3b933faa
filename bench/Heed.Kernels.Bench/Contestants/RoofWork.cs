using System.Runtime.Intrinsics;

namespace Heed.Kernels.Bench;

/// <summary>
/// As many multiply-adds as a case needs, on registers alone, or a sum of the keys and values that it reads: no call can take less time. It
/// runs in turn with the others, since on a shared machine a roof that was measured a minute before is another machine's.
/// </summary>
/// <param name="one">The case.</param>
/// <param name="operands">What it reads.</param>
/// <param name="bits">The register width.</param>
internal sealed unsafe class RoofWork(Case one, Operands operands, int bits) : Contestant
{
    private const int Pieces = 32;

    private readonly int turns = (int)Math.Ceiling(one.Work / Pieces / Peak<Wide512, Vector512<float>>.Operations(bits / 32));

    public override void Run()
    {
        var next = -1;
        if (one.Threads == 1) Loop();
        else WorkerPool.Run(one.Threads, Loop);

        void Loop()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < Pieces;) Piece(i);
        }
    }

    public override float[][] Compute(Tensor gradient) => throw new NotSupportedException("A roof computes nothing.");

    public override void Dispose() { }

    private void Piece(int index)
    {
        if (!one.Arithmetic)
        {
            Read(operands.K.Data, index);
            Read(operands.V.Data, index);
        }
        else if (bits == 512) Peak<Wide512, Vector512<float>>.Run(16, turns);
        else if (bits == 256) Peak<Wide256, Vector256<float>>.Run(8, turns);
        else Peak<Wide128, Vector128<float>>.Run(4, turns);
    }

    private static void Read(ReadOnlySpan<float> all, int index)
    {
        var (from, to) = ((int)((long)all.Length * index / Pieces), (int)((long)all.Length * (index + 1) / Pieces));
        fixed (float* start = all) StreamBuffer.Sum(start + from, (to - from) / StreamBuffer.Step * StreamBuffer.Step);
    }
}
