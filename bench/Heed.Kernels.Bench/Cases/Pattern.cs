using System.Collections.Concurrent;

namespace Heed.Kernels.Bench;

/// <summary>How LibTorch and ONNX Runtime are told of a pattern.</summary>
internal enum Told
{
    /// <summary>Nothing need be said.</summary>
    Nothing,
    /// <summary>By a flag.</summary>
    IsCausal,
    /// <summary>By a tensor of numbers to add, -∞ where a key is hidden.</summary>
    Mask,
    /// <summary>Not at all: the attention is written out in operations on whole score matrices.</summary>
    Formula,
}

/// <summary>What changes and hides scores, in the words of everybody who runs.</summary>
/// <param name="name">How tables call it.</param>
/// <param name="told">How others are told of it.</param>
internal abstract class Pattern(string name, Told told)
{
    public string Name => name;
    public Told Told => told;

    /// <summary>Pairs that one head computes.</summary>
    public abstract long Pairs(Size size);

    /// <summary>The kernel, ready to run.</summary>
    public abstract Contestant Kernel(Kind kind, Operands operands, int threads, int registers);

    /// <summary>What a mask tensor holds: (1 or H) · N · M numbers; H is told by the length.</summary>
    public abstract float[] Mask(Size size);

    /// <summary>The definition, in double precision, of some rows of every head.</summary>
    public abstract Truth Define(Operands operands, int[] rows);
}

/// <summary>A pattern that is a part of the kernels.</summary>
/// <param name="name">How tables call it.</param>
/// <param name="told">How others are told of it.</param>
/// <param name="make">The part for these sizes.</param>
/// <param name="perHead">Whether heads differ.</param>
internal sealed class Pattern<TPart>(string name, Told told, Func<Size, TPart> make, bool perHead = false) : Pattern(name, told) where TPart : struct, IPart<TPart>
{
    private readonly ConcurrentDictionary<Size, long> pairs = new();

    public override long Pairs(Size size) => pairs.GetOrAdd(size, Count);

    private long Count(Size size)
    {
        var (part, seen) = (make(size), 0L);
        for (var i = 0; i < size.Queries; i++)
        {
            var (from, to) = part.Visible(i, i + 1, size.Keys);
            for (var j = from; j < to; j++) seen += part.Sees(i, j) ? 1 : 0;
        }
        return seen;
    }

    public override Contestant Kernel(Kind kind, Operands operands, int threads, int registers)
        => new Kernel<TPart>(operands, make(operands.Size), new() { Threads = threads, Registers = registers });

    public override float[] Mask(Size size)
    {
        var (n, m, heads) = (size.Queries, size.Keys, perHead ? size.Heads : 1);
        var mask = new float[(long)heads * n * m];
        Parallel.For(0, heads * n, row =>
        {
            var (part, i) = (make(size).For(0, row / n), row % n);
            for (var j = 0; j < m; j++) mask[(long)row * m + j] = part.Sees(i, j) ? (float)part.Define(0, i, j) : float.NegativeInfinity;
        });
        return mask;
    }

    public override Truth Define(Operands operands, int[] rows)
    {
        var size = operands.Size;
        var (output, sums) = (new double[size.Heads * rows.Length * size.Width], new double[size.Heads * rows.Length]);
        var queries = operands.Rows(rows);
        var spread = AttentionDefinition.Forward(new View(queries, new(1, size.Heads, rows.Length, size.Width)), operands.K, operands.V, output, sums, new Chosen<TPart>(make(size), rows));
        return new(rows, output, spread);
    }
}

/// <summary>What is right for some rows.</summary>
/// <param name="Rows">The queries.</param>
/// <param name="Output">Their outputs, (H, rows, D).</param>
/// <param name="Spread">S of <see cref="Attention.ErrorBound"/>.</param>
internal sealed record Truth(int[] Rows, double[] Output, double Spread);
