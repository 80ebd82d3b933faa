namespace Heed.Kernels;

/// <summary>Checks a call once, before any pointer is taken.</summary>
internal static class Door
{
    public static void Check(View q, View k, View v, Span<float> output, Span<float> logSumExp, AttentionOptions options)
    {
        var (sq, sk, sv) = (q.Shape, k.Shape, v.Shape);
        if (sq.Width == 0) throw new ArgumentException("q is an empty view: give it data and a shape.", nameof(q));
        if (sk.Batch != sq.Batch || sk.Width != sq.Width || sk.Heads == 0 || sq.Heads % sk.Heads != 0)
            throw new ArgumentException($"k is {sk}; with q {sq} it must be ({sq.Batch}, a divisor of {sq.Heads}, M, {sq.Width}).", nameof(k));
        if (sv.Batch != sk.Batch || sv.Heads != sk.Heads || sv.Tokens != sk.Tokens || sv.Width == 0)
            throw new ArgumentException($"v is {sv}; with k {sk} it must be ({sk.Batch}, {sk.Heads}, {sk.Tokens}, Dv).", nameof(v));
        var rows = (long)sq.Batch * sq.Heads * sq.Tokens;
        if (output.Length != rows * sv.Width)
            throw new ArgumentException($"output holds {output.Length} floats; ({sq.Batch}, {sq.Heads}, {sq.Tokens}, {sv.Width}) needs {rows * sv.Width}.", nameof(output));
        if (logSumExp.Length != 0 && logSumExp.Length != rows)
            throw new ArgumentException($"logSumExp holds {logSumExp.Length} floats; ({sq.Batch}, {sq.Heads}, {sq.Tokens}) needs {rows}, or give none.", nameof(logSumExp));
        if (output.Overlaps(q.Data) || output.Overlaps(k.Data) || output.Overlaps(v.Data))
            throw new ArgumentException("output overlaps an input: give it memory of its own.", nameof(output));
        if (options.Threads < 0) throw new ArgumentException($"options.Threads is {options.Threads}: give 0 for all, or a number above it.", nameof(options));
        if (options.Scale is { } scale && !float.IsFinite(scale)) throw new ArgumentException($"options.Scale is {scale}: give a finite number.", nameof(options));
    }

    public static void Check<TPart, TNormaliser>(View q, View k, TPart part, TNormaliser normaliser, Span<float> logSumExp)
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
