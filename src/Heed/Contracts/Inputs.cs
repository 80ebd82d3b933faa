namespace Heed;

/// <summary>One call, checked at the door: tensors, sizes, what is hidden, and what to record.</summary>
public sealed class Inputs
{
    private readonly Dictionary<string, long> sizes = new(StringComparer.Ordinal);

    internal Inputs(Tensor q, Tensor k, Tensor v, Mask mask, Signals signals, Trace? trace, IReadOnlyList<Signal> declared, Func<long, long> featureWidth)
    {
        (Q, K, V, Mask, Signals, Trace) = (q, k, v, mask, signals, trace);
        Check(nameof(q), q, "B H N Dq");
        Check(nameof(k), k, "B G M Dk");
        Check(nameof(v), v, "B G M Dv");
        if (Heads % Groups != 0) throw new ArgumentException($"{Heads} query heads cannot share {Groups} key heads: the first must be a multiple of the second", nameof(k));
        sizes["F"] = featureWidth(WidthK);
        if (mask.KeyMask is { } keys) Check("mask", keys, "B M");
        if (mask.PairMask is { } pairs) CheckBroadcast("mask", pairs);
        if (mask.Bias is { } bias) CheckBroadcast("bias", bias);
        foreach (var signal in declared)
        {
            if (signals.Find(signal.Name) is { } value) Check(signal.Name, value, signal.Shape);
            else if (!signal.Optional) throw new ArgumentException($"the signal '{signal.Name}' ({signal.Meaning}) is missing: expected shape ({signal.Shape.Replace(' ', ',')})", signal.Name);
        }

        var unknown = signals.Names.Except(declared.Select(s => s.Name)).ToArray();
        if (unknown.Length > 0) throw new ArgumentException($"no signal named '{unknown[0]}'; known are: {(declared.Count == 0 ? "none" : string.Join(", ", declared.Select(s => s.Name)))}", unknown[0]);
    }

    /// <summary>Queries, (B, H, N, Dq).</summary>
    public Tensor Q { get; }

    /// <summary>Keys, (B, G, M, Dk).</summary>
    public Tensor K { get; }

    /// <summary>Values, (B, G, M, Dv).</summary>
    public Tensor V { get; }

    /// <summary>What the caller hides.</summary>
    public Mask Mask { get; }

    /// <summary>The named tensors of the mechanism.</summary>
    public Signals Signals { get; }

    /// <summary>Where to record intermediate results, or null.</summary>
    public Trace? Trace { get; }

    /// <summary>Batch size B.</summary>
    public long Batch => sizes["B"];

    /// <summary>Query heads H.</summary>
    public long Heads => sizes["H"];

    /// <summary>Key and value heads G.</summary>
    public long Groups => sizes["G"];

    /// <summary>Queries N.</summary>
    public long Queries => sizes["N"];

    /// <summary>Keys M.</summary>
    public long Keys => sizes["M"];

    /// <summary>Width of a key.</summary>
    public long WidthK => sizes["Dk"];

    /// <summary>Where query i stands among the keys: at i + Offset, so that the last query stands at the last key.</summary>
    public long Offset => Keys - Queries;

    /// <summary>A tensor of one key or value head for each query head: query head i of H reads head floor(i·G/H).</summary>
    /// <param name="shared">(B, G, M, ·).</param>
    public Tensor Share(Tensor shared) => Groups == Heads ? shared : shared.repeat_interleave(Heads / Groups, dim: 1);

    /// <summary>Throws unless queries and keys are equally wide.</summary>
    /// <exception cref="ArgumentException">The widths differ.</exception>
    public void RequireEqualWidths()
    {
        if (sizes["Dq"] != sizes["Dk"]) throw new ArgumentException($"queries of width {sizes["Dq"]} and keys of width {sizes["Dk"]} cannot be multiplied: give them one width", "k");
    }

    private void Check(string name, Tensor t, string shape)
    {
        var names = shape.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var right = t.dim() == names.Length;
        for (var i = 0; right && i < names.Length; i++)
        {
            if (sizes.TryGetValue(names[i], out var size)) right = t.shape[i] == size;
            else sizes[names[i]] = t.shape[i];
        }

        if (right) return;
        var expected = string.Join(", ", names.Select(n => sizes.TryGetValue(n, out var size) ? $"{n}={size}" : n));
        throw new ArgumentException($"'{name}' has shape ({string.Join(", ", t.shape)}); expected ({expected})", name);
    }

    private void CheckBroadcast(string name, Tensor t)
    {
        long[] full = [Batch, Heads, Queries, Keys];
        var skipped = 4 - (int)t.dim();
        if (!t.shape.Select((s, i) => s == 1 || s == full[i + skipped]).All(fits => fits))
            throw new ArgumentException($"'{name}' has shape ({string.Join(", ", t.shape)}), which does not broadcast to (B={full[0]}, H={full[1]}, N={full[2]}, M={full[3]})", name);
    }
}
