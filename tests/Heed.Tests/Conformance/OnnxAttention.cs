using System.Globalization;

namespace Heed.Tests.Conformance;

/// <summary>The Attention operator of ONNX (opsets 23 and 24) in terms of <see cref="Mechanism"/>.</summary>
internal sealed class OnnxAttention
{
    private readonly OnnxCase node;
    private readonly Tensor q, k, v;
    private readonly long past;
    private readonly bool flat;

    public OnnxAttention(OnnxCase node)
    {
        this.node = node;
        flat = node.Inputs["Q"].Shape.Length == 3;
        q = Heads("Q", "q_num_heads");                                                     // (B, H, N, D)
        (k, v) = (Cached("K", "past_key"), Cached("V", "past_value"));                     // (B, G, M, D), (B, G, M, Dv)
        past = node.Inputs.TryGetValue("past_key", out var cache) ? cache.Shape[2] : 0;
    }

    private long Queries => q.shape[2];

    private long Keys => k.shape[2];

    /// <summary>Every output of the operator by its name.</summary>
    public IReadOnlyDictionary<string, Tensor> Run()
    {
        var trace = new StepTrace();
        var y = Expression.Parse(Words()).ToMechanism().Attend(q, k, v, Hidden(), trace: trace);
        return new Dictionary<string, Tensor>
        {
            ["Y"] = flat ? y.transpose(1, 2).flatten(2) : y,
            ["present_key"] = k,
            ["present_value"] = v,
            ["qk_matmul_output"] = Looked(trace),
        };
    }

    private string Words()
    {
        var words = node.Attribute("scale") is { } scale ? $"scaled-dot-product(scale={Number(scale)})" : "scaled-dot-product";
        if (node.Attribute("softcap") is > 0 and var cap) words += $" + soft-cap({Number(cap)})";
        return IsCausal && !OffsetIsGiven ? words + " + causal(alignment=top-left)" : words;
    }

    private bool IsCausal => node.Attribute("is_causal") == 1;

    /// <summary>
    /// With a cache, query i stands at i + what is cached, however many keys are new; without one, the first query stands at the first key.
    /// </summary>
    private bool OffsetIsGiven => past > 0 || node.Inputs.ContainsKey("nonpad_kv_seqlen");

    private Mask Hidden()
    {
        var mask = Mask.None;
        if (node.Input("attn_mask") is { } given)
        {
            var isBoolean = given.dtype == torch.ScalarType.Bool;
            given = torch.nn.functional.pad(given, [0, Keys - given.shape[^1]], value: isBoolean ? 0 : double.NegativeInfinity);
            mask = isBoolean ? Mask.Pairs(given) : Mask.Add(given);
        }

        var lengths = node.Input("nonpad_kv_seqlen");                                      // (B)
        if (lengths is not null) mask = mask.And(Mask.Keys(torch.arange(Keys).lt(lengths.unsqueeze(1))));
        if (!IsCausal || !OffsetIsGiven) return mask;
        var offset = lengths is null ? torch.tensor(past) : lengths.view(-1, 1, 1, 1) - Queries;
        return mask.And(Mask.Pairs(torch.arange(Keys).le(torch.arange(Queries).unsqueeze(1) + offset)));
    }

    /// <summary>
    /// The scores on their way: 0 scaled, 1 capped, 2 biased and masked, 3 as weights. A step without effect is not recorded.
    /// </summary>
    private Tensor Looked(StepTrace trace)
    {
        string[][] stages = [["scores", "scaled"], ["capped"], ["biased", "masked"], ["weights"]];
        var mode = (int)(node.Attribute("qk_matmul_output_mode") ?? 0);
        return stages.Take(mode + 1).SelectMany(s => s).Reverse().Select(trace.Find).First(t => t is not null)!;
    }

    private Tensor Cached(string name, string cache)
    {
        var fresh = Heads(name, "kv_num_heads");
        return node.Input(cache) is { } old ? torch.cat([old, fresh], 2) : fresh;
    }

    private Tensor Heads(string name, string count)
    {
        var x = node.Input(name)!;
        return flat ? x.unflatten(2, [(long)node.Attribute(count)!, -1]).transpose(1, 2) : x;
    }

    private static string Number(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
