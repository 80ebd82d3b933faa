using Heed.Tests.Conformance;

namespace Heed.Kernels.Tests;

/// <summary>The Attention operator of ONNX (opsets 23 and 24) by the kernels: its inputs
/// are read where they lie, but for a cache, which is joined first.</summary>
internal sealed class OnnxAttention
{
    private readonly OnnxCase node;
    private readonly float[] q, k, v;
    private readonly Shape queries, keys, values;
    private readonly bool flat;
    private readonly int past;

    public OnnxAttention(OnnxCase node)
    {
        this.node = node;
        flat = node.Inputs["Q"].Shape.Length == 3;
        past = node.Inputs.TryGetValue("past_key", out var cache) ? (int)cache.Shape[2] : 0;
        (q, queries) = Read("Q", "q_num_heads", null);
        (k, keys) = Read("K", "kv_num_heads", "past_key");
        (v, values) = Read("V", "kv_num_heads", "past_value");
    }

    /// <summary>Why the kernels do not give an output; null when they do.</summary>
    public static string? Lacks(OnnxCase node, OnnxTensor output)
        => output.Name == "qk_matmul_output" && node.Attribute("qk_matmul_output_mode") is not 3
            ? "scores before the softmax, which a kernel never has as a whole" : null;

    /// <summary>Says where an output differs; null when it does not.</summary>
    public string? Differs(OnnxTensor expected) => expected.Name switch
    {
        "Y" => expected.Against(flat ? [queries.Batch, queries.Tokens, queries.Heads * values.Width] : Sizes(queries, values.Width),
            Flat(Attend(v, values), values.Width)),
        "present_key" => expected.Against(Sizes(keys, keys.Width), Doubles(k)),
        "present_value" => expected.Against(Sizes(values, values.Width), Doubles(v)),
        _ => expected.Against(Sizes(queries, keys.Tokens), Doubles(Attend(Identity(),
            new(keys.Batch, keys.Heads, keys.Tokens, keys.Tokens)))),
    };

    private float[] Attend(float[] v, Shape shape)
    {
        var cap = (float)(node.Attribute("softcap") ?? 0);
        return cap > 0 ? Attend(v, shape, new SoftCap(cap)) : Attend(v, shape, default(Everything));
    }

    // Weights are what the values would be if each key had a column of its own.
    private float[] Attend<TCap>(float[] v, Shape shape, TCap cap) where TCap : struct, IPart<TCap>
    {
        var (output, scale) = (new float[(long)queries.Batch * queries.Heads * queries.Tokens * shape.Width], node.Attribute("scale"));
        Array.Fill(output, float.NaN);
        var part = new Both<Both<TCap, FloatMask>, Both<BooleanMask, Causal>>(new(cap, Bias()),
            new(Seen(), new(IsCausal && Lengths is null ? past : keys.Tokens)));
        Attention.Forward(new View(q, queries), new View(k, keys), new View(v, shape), output, part, default,
            new() { Scale = (float?)scale });
        return output;
    }

    private bool IsCausal => node.Attribute("is_causal") == 1;

    private double[]? Lengths => node.Inputs.GetValueOrDefault("nonpad_kv_seqlen")?.Numbers;

    private FloatMask Bias()
    {
        var (given, batch, heads) = Mask(isBoolean: false);
        return new(given is null ? new float[queries.Tokens * keys.Tokens] : [.. given.Select(x => (float)x)], batch, heads, queries.Tokens,
            keys.Tokens);
    }

    private BooleanMask Seen()
    {
        var (given, batch, heads) = Mask(isBoolean: true);
        var (n, m) = (queries.Tokens, keys.Tokens);
        if (Lengths is not { } lengths)
            return new(given is null ? [.. Enumerable.Repeat(true, n * m)] : [.. given.Select(x => x != 0)], batch, heads, n, m);
        var seen = new bool[queries.Batch * heads * n * m];
        for (var at = 0; at < seen.Length; at++)
        {
            var (b, h, i, j) = (at / (heads * n * m), at / (n * m) % heads, at / m % n, at % m);
            seen[at] = j < lengths[b] && (!IsCausal || j <= i + lengths[b] - n)
                && (given is null || given[((((batch == 1 ? 0 : b) * heads) + h) * n * m) + (i * m) + j] != 0);
        }
        return new(seen, queries.Batch, heads, n, m);
    }

    // The mask of one kind, as (batch, heads, N, M), keys that it does not reach being hidden.
    private (double[]? Marks, int Batch, int Heads) Mask(bool isBoolean)
    {
        if (!node.Inputs.TryGetValue("attn_mask", out var mask) || (mask.Type == "bool") != isBoolean) return (null, 1, 1);
        var (wide, hidden) = ((int)mask.Shape[^1], isBoolean ? 0 : double.NegativeInfinity);
        double[] full = [.. mask.Numbers.Chunk(wide).SelectMany(row => row.Concat(Enumerable.Repeat(hidden, keys.Tokens - wide)))];
        return (full, mask.Shape.Length == 4 ? (int)mask.Shape[0] : 1, mask.Shape.Length >= 3 ? (int)mask.Shape[^3] : 1);
    }

    private float[] Identity()
    {
        var columns = new float[keys.Batch * keys.Heads * keys.Tokens * keys.Tokens];
        for (var row = 0; row < keys.Batch * keys.Heads * keys.Tokens; row++) columns[(row * keys.Tokens) + (row % keys.Tokens)] = 1;
        return columns;
    }

    private (float[] Data, Shape Shape) Read(string name, string count, string? cache)
    {
        var x = node.Inputs[name];
        var heads = flat ? (int)node.Attribute(count)! : (int)x.Shape[1];
        var (batch, tokens, width) = ((int)x.Shape[0], (int)x.Shape[flat ? 1 : 2], (int)x.Shape[^1] / (flat ? heads : 1));
        var old = cache is null ? null : node.Inputs.GetValueOrDefault(cache);
        var before = old is null ? 0 : (int)old.Shape[2];
        var shape = new Shape(batch, heads, before + tokens, width);
        return ([.. from b in Enumerable.Range(0, batch)
                    from h in Enumerable.Range(0, heads)
                    from i in Enumerable.Range(0, before + tokens)
                    from c in Enumerable.Range(0, width)
                    select (float)(i < before ? old!.Numbers[((((b * heads) + h) * before) + i) * width + c]
                        : x.Numbers[flat ? ((((b * tokens) + i - before) * heads) + h) * width + c
                            : ((((b * heads) + h) * tokens) + i - before) * width + c])], shape);
    }

    private IEnumerable<double> Flat(float[] y, int width) => !flat ? Doubles(y)
        : from b in Enumerable.Range(0, queries.Batch)
          from i in Enumerable.Range(0, queries.Tokens)
          from h in Enumerable.Range(0, queries.Heads)
          from c in Enumerable.Range(0, width)
          select (double)y[((((b * queries.Heads) + h) * queries.Tokens) + i) * width + c];

    private static IEnumerable<double> Doubles(float[] x) => x.Select(y => (double)y);

    private static long[] Sizes(Shape rows, int width) => [rows.Batch, rows.Heads, rows.Tokens, width];
}
