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

    /// <summary>
    /// What the definition says in double precision about some queries of every head. Gradients are those of an output gradient that is 0
    /// for all other queries: then the definition need look at these alone, and yet every key has its part.
    /// </summary>
    public abstract IReadOnlyList<Expected> Define(Kind kind, Operands operands, int[] rows);
}

/// <summary>A pattern that is a part of the kernels.</summary>
/// <param name="name">How tables call it.</param>
/// <param name="told">How others are told of it.</param>
/// <param name="make">The part for these sizes.</param>
/// <param name="perHead">Whether heads differ.</param>
internal sealed class Pattern<TPart>(string name, Told told, Func<Size, TPart> make, bool perHead = false) : Pattern(name, told)
    where TPart : struct, IPart<TPart>
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
        => new Kernel<TPart>(kind, operands, make(operands.Size), new() { Threads = threads, Registers = registers });

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

    public override IReadOnlyList<Expected> Define(Kind kind, Operands operands, int[] rows)
    {
        var (size, part) = (operands.Size, new Chosen<TPart>(make(operands.Size), rows));
        var (output, sums, some) = (new double[size.Heads * rows.Length * size.Width], new double[size.Heads * rows.Length],
            new Shape(1, size.Heads, rows.Length, size.Width));
        var queries = operands.Pick(operands.Queries, rows);
        var spread = AttentionDefinition.Forward(new View(queries, some), operands.K, operands.V, output, sums, part);
        var outputs = new Expected("output", rows, size.Width, output, (1 + spread) * Largest(operands.Values), Attention.ErrorBound);
        if (kind != Kind.Backward) return [outputs];
        var (dq, dk, dv) = (new double[output.Length], new double[size.Key.Length], new double[size.Key.Length]);
        GradientDefinition.Backward(new View(queries, some), operands.K, operands.V, operands.Pick(operands.Gradients, rows), dq, dk, dv,
            part, default(Softmax));
        return [outputs, .. (((string Name, int[]? Rows, double[] Values)[])[("dq", rows, dq), ("dk", null, dk), ("dv", null, dv)])
            .Select(x => new Expected(x.Name, x.Rows, size.Width, x.Values, 1 + x.Values.Max(Math.Abs), Attention.GradientBound))];
    }

    private static float Largest(Tensor tensor)
    {
        var largest = 0f;
        foreach (var x in Operands.Floats(tensor)) largest = Math.Max(largest, Math.Abs(x));
        return largest;
    }
}
