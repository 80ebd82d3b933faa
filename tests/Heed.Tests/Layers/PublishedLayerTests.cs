using Heed.Laws;
using Heed.Layers;

namespace Heed.Tests.Layers;

public sealed class PublishedLayerTests
{
    private const int Tokens = 11;

    public static TheoryData<string> Layers() => [.. Heed.Catalog.Layers.Select(e => e.Card.Id), "layer:delta-net(true)"];

    public static TheoryData<string, string> Cells() =>
        [.. Heed.Catalog.Layers.SelectMany(e => Heed.Catalog.Laws.Select(l => (e.Card.Id, l.Id)))];

    [Theory, MemberData(nameof(Cells))]
    public void A_layer_does_what_it_promises_and_no_more(string id, string law)
    {
        var verdict = Heed.Catalog.Laws.Single(l => l.Id == law)
            .Judge(Heed.Catalog.Find(id)!.Mechanism, cancel: TestContext.Current.CancellationToken);
        Assert.True(verdict.IsRight, $"{id}, {law}: {verdict}");
    }

    [Theory, MemberData(nameof(Layers))]
    public void A_text_is_the_same_whole_token_by_token_and_as_a_prompt_with_steps_after_it(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        var inputs = Draw.For(mechanism, 3).Inputs;
        var whole = mechanism.Attend(inputs);
        foreach (var prompt in new[] { 1, 2, 3, 5, (int)Draw.Tokens })
        {
            var read = new List<Tensor> { mechanism.Prefill(inputs.Tokens(mechanism.Roles, 0, prompt), out var kept) };
            State? state = kept;
            for (long t = prompt; t < Draw.Tokens; t++) read.Add(mechanism.Step(inputs.Tokens(mechanism.Roles, t, 1), ref state));
            Assert.True(torch.allclose(whole, torch.cat(read, 2), rtol: 1e-9, atol: 1e-11), $"a prompt of {prompt}");
            var sizes = Sizes.For(mechanism, Draw.Batch, Draw.Heads, 1, 1, Draw.Width, Draw.ValueWidth);
            Assert.Equal(mechanism.NumbersKept(sizes, Draw.Tokens), state!.Numbers);
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Gradients_reach_everything_that_is_learned_and_are_not_zero(string expression)
    {
        using var layer = new AttentionLayer(Expression.Parse(expression).ToMechanism(), width: 16, heads: 4, seed: 1);
        var weights = torch.randn(16, generator: new torch.Generator(2));
        using (torch.no_grad())
        {
            // what starts at zero would keep what stands behind it from learning in the first step
            var random = new torch.Generator(3);
            foreach (var p in layer.parameters()) p.add_(0.1 * torch.randn(p.shape, generator: random));
        }

        (layer.call(torch.randn(2, Tokens, 16, generator: new torch.Generator(1))) * weights).sum().backward();
        var learned = layer.named_parameters().Where(p => p.parameter.requires_grad).ToArray();
        Assert.NotEmpty(learned);
        Assert.All(learned, p => Assert.True(
            p.parameter.grad is { } g && g.isfinite().all().ToBoolean() && g.abs().max().ToDouble() > 0, p.name));
    }

    [Theory, MemberData(nameof(Layers))]
    public void A_layer_names_its_rule_and_where_what_stands_round_it_was_read(string expression)
    {
        var layer = Assert.IsAssignableFrom<PublishedLayer>(Expression.Parse(expression).ToMechanism());
        Assert.Equal(expression, layer.Name);
        var id = expression.Split('(')[0];
        Assert.Equal(id, PublishedLayer.Prefix + layer.Rule.Name);
        Assert.NotNull(Heed.Catalog.Find(id)!.Card.Cite);
        Assert.Contains(".py", layer.Source);
        Assert.DoesNotContain(Heed.Catalog.All, e => e.Card.Id == id);
    }

    [Theory]
    [InlineData("layer:kda", "signals.rate", 1, 16)]
    [InlineData("layer:mamba2-ssd", "signals.rate", 1, 16)]
    [InlineData("layer:gated-delta-net", "signals.rate", 0, 16)]
    public void How_fast_heads_forget_is_spread_over_the_range_of_the_authors(string expression, string name, double least, double most)
    {
        using var layer = new AttentionLayer(Expression.Parse(expression).ToMechanism(), width: 16, heads: 4, seed: 1);
        var rates = layer.named_parameters().Single(p => p.name == name).parameter.exp();
        var ends = Enumerable.Range(0, 4).Select(h => least + ((most - least) * (h + 0.5) / 4));
        Assert.All(rates.data<float>().ToArray().Zip(ends), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        var bias = layer.named_parameters().Single(p => p.name == "signals.step_bias").parameter;
        var steps = torch.nn.functional.softplus(bias).data<float>().ToArray();
        Assert.All(steps, step => Assert.InRange(step, 0.00099, 0.101));
        Assert.Equal(steps.Length, steps.Distinct().Count());
    }

    [Fact]
    public void The_decay_of_gated_linear_attention_is_slow_at_first()
    {
        using var layer = new AttentionLayer(Expression.Parse("layer:gla").ToMechanism(), width: 16, heads: 4, seed: 1);
        var parameters = layer.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        Assert.Equal([4, 4, 16], parameters["signals.decay_up"].shape);
        Assert.True(parameters["signals.decay_bias"].eq(0).all().ToBoolean());
        Assert.True(parameters["signals.norm"].eq(1).all().ToBoolean());
    }

    [Theory]
    [InlineData("layer:gal", "did you mean 'layer:gla'")]
    [InlineData("layer:", "the name of a layer")]
    [InlineData("layer:gla + rope", "mechanism of its own")]
    [InlineData("layer:gla(kernel=2)", "has no argument 'kernel'")]
    public void What_is_no_layer_is_refused(string expression, string says) =>
        Assert.Contains(says, Assert.Throws<ExpressionException>(() => Expression.Parse(expression).ToMechanism()).Message);

    [Fact]
    public void A_layer_hides_no_single_tokens()
    {
        var mechanism = Expression.Parse("layer:gla").ToMechanism();
        var inputs = Draw.For(mechanism, 1).Inputs;
        var mask = Mask.Keys(torch.ones([Draw.Batch, Draw.Tokens], torch.@bool));
        Assert.Contains("cannot hide", Assert.Throws<NotSupportedException>(() => mechanism.Attend(inputs, mask)).Message);
    }
}
