namespace Heed.Kernels;

/// <summary>Checks a call once, before any pointer is taken.</summary>
internal static class ArgumentChecks
{
    /// <summary>The packed outputs of a call, once they are known to have the right length.</summary>
    public static Place Output(View q, View v, Span<float> output)
    {
        var sq = q.Shape;
        if (sq.Width == 0) throw new ArgumentException("q is an empty view: give it data and a shape.", nameof(q));
        if (v.Shape.Width == 0) throw new ArgumentException("v is an empty view: give it data and a shape.", nameof(v));
        var shape = new Shape(sq.Batch, sq.Heads, sq.Tokens, v.Shape.Width);
        Length(output.Length, shape.Length, nameof(output), shape.ToString());
        return new(output, shape);
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
        Apart(output.Data, q.Data, k.Data, v.Data, nameof(output));
        Apart(logSumExp, q.Data, k.Data, v.Data, nameof(logSumExp));
        Apart(logSumExp, output.Data, nameof(logSumExp), "output");
    }

    /// <summary>Checks the lengths of the packed spans of a backward call.</summary>
    public static void Backward(View q, View k, View v, long output, long gradient, long dq, long dk, long dv)
    {
        var (sq, sk, sv) = (q.Shape, k.Shape, v.Shape);
        Shapes(sq, sk, sv);
        var outputs = new Shape(sq.Batch, sq.Heads, sq.Tokens, sv.Width);
        Length(output, outputs.Length, nameof(output), outputs.ToString());
        Length(gradient, outputs.Length, nameof(gradient), outputs.ToString());
        Length(dq, sq.Length, nameof(dq), sq.ToString());
        Length(dk, sk.Length, nameof(dk), sk.ToString());
        Length(dv, sv.Length, nameof(dv), sv.ToString());
    }

    public static void Check(View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient, Place dq, Place dk,
        Place dv, bool sums, AttentionOptions options)
    {
        var (sq, sk, sv) = (q.Shape, k.Shape, v.Shape);
        Shapes(sq, sk, sv, options);
        var rows = (long)sq.Batch * sq.Heads * sq.Tokens;
        if (3 * (Int128)rows > Array.MaxLength)
            throw new ArgumentException($"q is {sq}, which is {rows} queries; gradients are computed of at most {Array.MaxLength / 3} in "
                + "one call: give fewer sequences at a time.", nameof(q));
        Shape outputs = new(sq.Batch, sq.Heads, sq.Tokens, sv.Width);
        Same(output.Shape, outputs, nameof(output));
        Same(gradient.Shape, outputs, nameof(gradient));
        Length(logSumExp.Length, sums ? rows : 0, nameof(logSumExp),
            sums ? $"({sq.Batch}, {sq.Heads}, {sq.Tokens})" : "without a denominator, it");
        Same(dq.Shape, sq, nameof(dq));
        Same(dk.Shape, sk, nameof(dk));
        Same(dv.Shape, sv, nameof(dv));
        Apart(dq.Data, q, k, v, output.Data, gradient.Data, logSumExp, nameof(dq));
        Apart(dk.Data, q, k, v, output.Data, gradient.Data, logSumExp, nameof(dk));
        Apart(dv.Data, q, k, v, output.Data, gradient.Data, logSumExp, nameof(dv));
        Apart(dq.Data, dk.Data, nameof(dq), nameof(dk));
        Apart(dq.Data, dv.Data, nameof(dq), nameof(dv));
        Apart(dk.Data, dv.Data, nameof(dk), nameof(dv));
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
        Counted(sq, sk);
    }

    /// <summary>Refuses more queries or keys than there are positions.</summary>
    public static void Counted(Shape sq, Shape sk)
    {
        if (sq.Tokens > Positions.Most || sk.Tokens > Positions.Most)
            throw new ArgumentException($"There are {sq.Tokens} queries and {sk.Tokens} keys; positions are counted up to 2²⁴.",
                sq.Tokens > Positions.Most ? "q" : "k");
    }

    /// <summary>Checks what a definition is given, and rooms of some floats for each query.</summary>
    public static void Definition(View q, View k, View v, Rotation? rotation,
        params ReadOnlySpan<(string Name, long Floats, int Width)> rooms)
    {
        Shapes(q.Shape, k.Shape, v.Shape);
        rotation?.Check(q.Shape.Width, q.Shape.Tokens, k.Shape.Tokens);
        foreach (var (name, floats, width) in rooms)
        {
            var shape = new Shape(q.Shape.Batch, q.Shape.Heads, q.Shape.Tokens, width);
            Length(floats, shape.Length, name, shape.ToString());
        }
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

    public static void Length(long length, long need, string name, string shape)
    {
        if (length != need) throw new ArgumentException($"{name} holds {length} floats; {shape} needs {need}.", name);
    }

    private static void Apart(Span<float> x, View q, View k, View v, ReadOnlySpan<float> output, ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> logSumExp, string name)
    {
        Apart(x, q.Data, k.Data, v.Data, name);
        Apart(x, output, name, nameof(output));
        Apart(x, gradient, name, nameof(gradient));
        Apart(x, logSumExp, name, nameof(logSumExp));
    }

    private static void Apart(Span<float> x, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, string name)
    {
        Apart(x, q, name, nameof(q));
        Apart(x, k, name, nameof(k));
        Apart(x, v, name, nameof(v));
    }

    /// <summary>Refuses memory that is written while something else is read or written there.</summary>
    public static void Apart(Span<float> written, ReadOnlySpan<float> other, string name, string otherName)
    {
        if (written.Overlaps(other)) throw new ArgumentException($"{name} overlaps {otherName}: give it memory of its own.", name);
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
