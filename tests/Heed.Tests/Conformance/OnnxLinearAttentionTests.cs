namespace Heed.Tests.Conformance;

/// <summary>The standard's operator LinearAttention, by definition and by kernel, output and memory.</summary>
public sealed class OnnxLinearAttentionTests
{
    private const int Published = 14;
    private const string None = "no cases";

    private static string Folder => Folders.Shared("conformance", "onnx-linear-attention");

    public static TheoryData<string, Route> Cases() =>
        [.. from name in Folders.Json(Folder).Select(f => Path.GetFileNameWithoutExtension(f)).DefaultIfEmpty(None)
            from route in (Route[])[Route.Definition, Route.Kernel]
            select new TheoryDataRow<string, Route>(name, route)];

    [Theory, MemberData(nameof(Cases))]
    public void The_standard_operator_gives_the_same_output_and_memory(string name, Route route)
    {
        Assert.SkipWhen(name == None, $"{Folder} is missing");
        using var scope = torch.NewDisposeScope();
        var node = OnnxCase.Read(Path.Combine(Folder, name + ".json"));
        var (heads, groups) = ((long)node.Attribute("q_num_heads")!, (long)node.Attribute("kv_num_heads")!);
        Tensor Shared(Tensor x) => x.repeat_interleave(heads / x.shape[1], 1);
        Tensor Split(string input, long of)
        {
            var x = node.Input(input)!;
            return x.view(x.shape[0], x.shape[1], of, x.shape[2] / of).transpose(1, 2);    // (B, H, T, ·)
        }

        var (q, k, v) = (Split("query", heads), Split("key", groups), Split("value", groups));
        var rule = node.Words.GetValueOrDefault("update_rule", "gated_delta");
        var (gated, delta) = (rule.Contains("gated"), rule.Contains("delta"));
        var decay = gated ? Split("decay", groups) : null;

        var scale = node.Attribute("scale") is { } given and not 0 ? FormattableString.Invariant($"({given})") : "";
        string[] words = [$"linear-unnormalized{scale}", .. gated ? [decay!.shape[^1] == 1 ? "simple-gla" : "gla"] : Array.Empty<string>(),
            .. delta ? ["delta-net"] : Array.Empty<string>()];
        var mechanism = Expression.Parse(string.Join(" + ", words)).ToMechanism();
        SignalSet inputs = new() { ["q"] = q, ["k"] = Shared(k), ["v"] = Shared(v) };
        if (gated) inputs["log_decay"] = Shared(decay!.shape[^1] == 1 ? decay.squeeze(-1) : decay);
        if (delta) inputs["beta"] = Shared(node.Input("beta")!.transpose(1, 2));
        if (node.Input("past_state") is { } past) inputs["initial_state"] = Shared(past);

        State? state = null;
        var output = mechanism.Step(inputs, ref state, route);                             // (B, H, T, Dv)
        var memory = state!.Kept.Single(t => t.Name == "memory").Value;
        Assert.Null(node.Outputs[0].Against(output.transpose(1, 2).flatten(2)));
        Assert.Null(node.Outputs[1].Against(memory.index_select(1, torch.arange(0, heads, heads / groups))));
        if (node.Input("past_state") is not null) return;
        Assert.Null(node.Outputs[0].Against(mechanism.Attend(inputs, route: route).transpose(1, 2).flatten(2)));
    }

    [Fact]
    public void Every_published_case_is_run()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"{Folder} is missing");
        Assert.Equal(2 * Published, Cases().Count);
    }
}
