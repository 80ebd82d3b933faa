namespace Heed.Kernels;

/// <summary>Checks a call once, before any pointer is taken.</summary>
internal static class ArgumentChecks
{
    /// <summary>The packed outputs of a call, once they are known to have the right length.</summary>
    public static Place Output(View q, View v, Span<float> output)
    {
        var (sq, rows) = (q.Shape, (long)q.Shape.Batch * q.Shape.Heads * q.Shape.Tokens);
        if (sq.Width == 0) throw new ArgumentException("q is an empty view: give it data and a shape.", nameof(q));
        if (v.Shape.Width == 0) throw new ArgumentException("v is an empty view: give it data and a shape.", nameof(v));
        Length(output.Length, rows * v.Shape.Width, nameof(output), $"({sq.Batch}, {sq.Heads}, {sq.Tokens}, {v.Shape.Width})");
        return new(output, new(sq.Batch, sq.Heads, sq.Tokens, v.Shape.Width));
    }

    public static void Check(View q, View k, View v, Place output, Span<float> logSumExp, AttentionOptions options)
    {
        var (sq, sk, sv) = (q.Shape, k.Shape, v.Shape);
        Shapes(sq, sk, sv, options);
        var rows = (long)sq.Batch * sq.Heads * sq.Tokens;
        Same(output.Shape, new(sq.Batch, sq.Heads, sq.Tokens, sv.Width), nameof(output));
        if (logSumExp.Length != 0 && logSumExp.Length != rows)
            throw new ArgumentException($"logSumExp holds {logSumExp.Length} floats; ({sq.Batch}, {sq.Heads}, {sq.Tokens}) needs {rows}, "
                + "or give none.", nameof(logSumExp));
        if (output.Data.Overlaps(q.Data) || output.Data.Overlaps(k.Data) || output.Data.Overlaps(v.Data))
            throw new ArgumentException("output overlaps an input: give it memory of its own.", nameof(output));
    }

    /// <summary>Checks the lengths of the packed spans of a backward call.</summary>
    public static void Backward(View q, View k, View v, long output, long gradient, long dq, long dk, long dv)
    {
        var (sq, sk, sv) = (q.Shape, k.Shape, v.Shape);
        Shapes(sq, sk, sv);
        var rows = (long)sq.Batch * sq.Heads * sq.Tokens;
        Length(output, rows * sv.Width, nameof(output), $"({sq.Batch}, {sq.Heads}, {sq.Tokens}, {sv.Width})");
        Length(gradient, rows * sv.Width, nameof(gradient), $"({sq.Batch}, {sq.Heads}, {sq.Tokens}, {sv.Width})");
        Length(dq, sq.Length, nameof(dq), sq.ToString());
        Length(dk, sk.Length, nameof(dk), sk.ToString());
        Length(dv, sv.Length, nameof(dv), sv.ToString());
    }

    public static void Check(View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient, Place dq, Place dk,
        Place dv, bool sums, AttentionOptions options)
    {
        var (sq, sk, sv) = (q.Shape, k.Shape, v.Shape);
        Shapes(sq, sk, sv, options);
        Shape outputs = new(sq.Batch, sq.Heads, sq.Tokens, sv.Width);
        Same(output.Shape, outputs, nameof(output));
        Same(gradient.Shape, outputs, nameof(gradient));
        Length(logSumExp.Length, sums ? (long)sq.Batch * sq.Heads * sq.Tokens : 0, nameof(logSumExp),
            sums ? $"({sq.Batch}, {sq.Heads}, {sq.Tokens})" : "without a denominator, it");
        Same(dq.Shape, sq, nameof(dq));
        Same(dk.Shape, sk, nameof(dk));
        Same(dv.Shape, sv, nameof(dv));
        Apart(dq.Data, q, k, v, output.Data, gradient.Data, logSumExp, nameof(dq));
        Apart(dk.Data, q, k, v, output.Data, gradient.Data, logSumExp, nameof(dk));
        Apart(dv.Data, q, k, v, output.Data, gradient.Data, logSumExp, nameof(dv));
        if (dq.Data.Overlaps(dk.Data) || dq.Data.Overlaps(dv.Data))
            throw new ArgumentException("dq overlaps another gradient: give it memory of its own.", nameof(dq));
        if (dk.Data.Overlaps(dv.Data)) throw new ArgumentException("dk overlaps dv: give it memory of its own.", nameof(dk));
    }

    private static void Shapes(Shape sq, Shape sk, Shape sv, AttentionOptions options)
    {
        Shapes(sq, sk, sv);
        options.Rotation?.Check(sq.Width, sq.Tokens, sk.Tokens);
        Run(options);
    }

    private static void Shapes(Shape sq, Shape sk, Shape sv)
    {
        if (sq.Width == 0) throw new ArgumentException("q is an empty view: give it data and a shape.", "q");
        if (sk.Batch != sq.Batch || sk.Width != sq.Width || sk.Heads == 0 || sq.Heads % sk.Heads != 0)
            throw new ArgumentException($"k is {sk}; with q {sq} it must be ({sq.Batch}, a divisor of {sq.Heads}, M, {sq.Width}).", "k");
        if (sv.Batch != sk.Batch || sv.Heads != sk.Heads || sv.Tokens != sk.Tokens || sv.Width == 0)
            throw new ArgumentException($"v is {sv}; with k {sk} it must be ({sk.Batch}, {sk.Heads}, {sk.Tokens}, Dv).", "v");
        if (sq.Tokens > Positions.Most || sk.Tokens > Positions.Most)
            throw new ArgumentException($"There are {sq.Tokens} queries and {sk.Tokens} keys; positions are counted up to 2²⁴.",
                sq.Tokens > Positions.Most ? "q" : "k");
    }

    private static void Same(Shape shape, Shape expected, string name)
    {
        if (shape != expected) throw new ArgumentException($"{name} is {shape}; it must be {expected}.", name);
    }

    public static void Straight(AttentionOptions options, string why)
    {
        if (options.Rotation is not null) throw new ArgumentException($"options.Rotation is given, but {why}.", nameof(options));
    }

    public static void Run(AttentionOptions options)
    {
        if (options.Threads < 0)
            throw new ArgumentException($"options.Threads is {options.Threads}: give 0 for all, or a number above it.", nameof(options));
        if (options.Scale is { } scale && !float.IsFinite(scale))
            throw new ArgumentException($"options.Scale is {scale}: give a finite number.", nameof(options));
    }

    private static void Length(long length, long need, string name, string shape)
    {
        if (length != need) throw new ArgumentException($"{name} holds {length} floats; {shape} needs {need}.", name);
    }

    private static void Apart(Span<float> x, View q, View k, View v, ReadOnlySpan<float> output, ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> logSumExp, string name)
    {
        if (x.Overlaps(q.Data) || x.Overlaps(k.Data) || x.Overlaps(v.Data) || x.Overlaps(output) || x.Overlaps(gradient)
            || x.Overlaps(logSumExp))
            throw new ArgumentException($"{name} overlaps an input: give it memory of its own.", name);
    }

    public static void Check<TPart, TNormaliser>(View q, View k, TPart part, TNormaliser normaliser, ReadOnlySpan<float> logSumExp)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        part.Check(q.Shape.Batch, q.Shape.Heads, q.Shape.Tokens, k.Shape.Tokens);
        if (TNormaliser.Sums) return;
        var name = typeof(TNormaliser).Name;
        if (logSumExp.Length != 0)
            throw new ArgumentException($"logSumExp is given, but {name} has no denominator: give none.", nameof(logSumExp));
        if (q.Shape.Batch > 0 && !float.IsNegativeInfinity(part.For(0, 0).Sink))
            throw new ArgumentException($"part has a sink, but {name} has no denominator to put it in: take the sink out.", nameof(part));
    }
}
