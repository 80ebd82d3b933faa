namespace Heed.Kernels;

/// <summary>Checks a call once, before any pointer is taken.</summary>
internal static class Door
{
    public static void Check(View q, View k, View v, Span<float> output, Span<float> logSumExp, AttentionOptions options)
    {
        var (sq, sk, sv) = (q.Shape, k.Shape, v.Shape);
        Shapes(sq, sk, sv, options);
        var rows = (long)sq.Batch * sq.Heads * sq.Tokens;
        if (output.Length != rows * sv.Width)
            throw new ArgumentException($"output holds {output.Length} floats; ({sq.Batch}, {sq.Heads}, {sq.Tokens}, {sv.Width}) needs {rows * sv.Width}.", nameof(output));
        if (logSumExp.Length != 0 && logSumExp.Length != rows)
            throw new ArgumentException($"logSumExp holds {logSumExp.Length} floats; ({sq.Batch}, {sq.Heads}, {sq.Tokens}) needs {rows}, or give none.", nameof(logSumExp));
        if (output.Overlaps(q.Data) || output.Overlaps(k.Data) || output.Overlaps(v.Data))
            throw new ArgumentException("output overlaps an input: give it memory of its own.", nameof(output));
    }

    public static void Check(View q, View k, View v, ReadOnlySpan<float> output, ReadOnlySpan<float> logSumExp, ReadOnlySpan<float> gradient,
        Span<float> dq, Span<float> dk, Span<float> dv, bool sums, AttentionOptions options)
    {
        var (sq, sk, sv) = (q.Shape, k.Shape, v.Shape);
        Shapes(sq, sk, sv, options);
        var rows = (long)sq.Batch * sq.Heads * sq.Tokens;
        Length(output.Length, rows * sv.Width, nameof(output), $"({sq.Batch}, {sq.Heads}, {sq.Tokens}, {sv.Width})");
        Length(gradient.Length, rows * sv.Width, nameof(gradient), $"({sq.Batch}, {sq.Heads}, {sq.Tokens}, {sv.Width})");
        Length(logSumExp.Length, sums ? rows : 0, nameof(logSumExp), sums ? $"({sq.Batch}, {sq.Heads}, {sq.Tokens})" : "without a denominator, it");
        Length(dq.Length, sq.Length, nameof(dq), sq.ToString());
        Length(dk.Length, sk.Length, nameof(dk), sk.ToString());
        Length(dv.Length, sv.Length, nameof(dv), sv.ToString());
        Apart(dq, q, k, v, output, gradient, logSumExp, nameof(dq));
        Apart(dk, q, k, v, output, gradient, logSumExp, nameof(dk));
        Apart(dv, q, k, v, output, gradient, logSumExp, nameof(dv));
        if (dq.Overlaps(dk) || dq.Overlaps(dv)) throw new ArgumentException("dq overlaps another gradient: give it memory of its own.", nameof(dq));
        if (dk.Overlaps(dv)) throw new ArgumentException("dk overlaps dv: give it memory of its own.", nameof(dk));
    }

    private static void Shapes(Shape sq, Shape sk, Shape sv, AttentionOptions options)
    {
        if (sq.Width == 0) throw new ArgumentException("q is an empty view: give it data and a shape.", "q");
        if (sk.Batch != sq.Batch || sk.Width != sq.Width || sk.Heads == 0 || sq.Heads % sk.Heads != 0)
            throw new ArgumentException($"k is {sk}; with q {sq} it must be ({sq.Batch}, a divisor of {sq.Heads}, M, {sq.Width}).", "k");
        if (sv.Batch != sk.Batch || sv.Heads != sk.Heads || sv.Tokens != sk.Tokens || sv.Width == 0)
            throw new ArgumentException($"v is {sv}; with k {sk} it must be ({sk.Batch}, {sk.Heads}, {sk.Tokens}, Dv).", "v");
        if (sq.Tokens > Positions.Most || sk.Tokens > Positions.Most)
            throw new ArgumentException($"There are {sq.Tokens} queries and {sk.Tokens} keys; positions are counted up to 2²⁴.", sq.Tokens > Positions.Most ? "q" : "k");
        options.Rotation?.Check(sq.Width, sq.Tokens, sk.Tokens);
        Run(options);
    }

    public static void Straight(AttentionOptions options, string why)
    {
        if (options.Rotation is not null) throw new ArgumentException($"options.Rotation is given, but {why}.", nameof(options));
    }

    public static void Run(AttentionOptions options)
    {
        if (options.Threads < 0) throw new ArgumentException($"options.Threads is {options.Threads}: give 0 for all, or a number above it.", nameof(options));
        if (options.Scale is { } scale && !float.IsFinite(scale)) throw new ArgumentException($"options.Scale is {scale}: give a finite number.", nameof(options));
    }

    private static void Length(long length, long need, string name, string shape)
    {
        if (length != need) throw new ArgumentException($"{name} holds {length} floats; {shape} needs {need}.", name);
    }

    private static void Apart(Span<float> x, View q, View k, View v, ReadOnlySpan<float> output, ReadOnlySpan<float> gradient, ReadOnlySpan<float> logSumExp, string name)
    {
        if (x.Overlaps(q.Data) || x.Overlaps(k.Data) || x.Overlaps(v.Data) || x.Overlaps(output) || x.Overlaps(gradient) || x.Overlaps(logSumExp))
            throw new ArgumentException($"{name} overlaps an input: give it memory of its own.", name);
    }

    public static void Check<TPart, TNormaliser>(View q, View k, TPart part, TNormaliser normaliser, ReadOnlySpan<float> logSumExp)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        part.Check(q.Shape.Batch, q.Shape.Heads, q.Shape.Tokens, k.Shape.Tokens);
        if (TNormaliser.Sums) return;
        var name = typeof(TNormaliser).Name;
        if (logSumExp.Length != 0) throw new ArgumentException($"logSumExp is given, but {name} has no denominator: give none.", nameof(logSumExp));
        if (q.Shape.Batch > 0 && !float.IsNegativeInfinity(part.For(0, 0).Sink))
            throw new ArgumentException($"part has a sink, but {name} has no denominator to put it in: take the sink out.", nameof(part));
    }
}
