namespace Heed.Tests.Laws;

/// <summary>Luong's alignments keep the laws together with words that their paper did not know.</summary>
public sealed class LuongCompositionTests
{
    [Theory]
    [InlineData("luong-location + rope + sliding-window(2) + softmax-one")]
    [InlineData("luong-location + causal")]
    [InlineData("luong-local-p + identity")]
    [InlineData("luong-local-p + alibi + causal")]
    [InlineData("luong-local-p(1, general)")]
    [InlineData("luong-local-p(2, concat)")]
    [InlineData("luong-local-m(0) + learned-sink")]
    [InlineData("luong-local-m(1, general)")]
    [InlineData("luong-local-m(1, concat) + softmax-one")]
    [InlineData("luong-concat + rope + causal")]
    public void A_composition_does_what_it_promises_and_no_more(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        Assert.All(Heed.Catalog.Laws.Select(l => l.Judge(mechanism, draws: 12)), v => Assert.True(v.IsRight, $"{v.Law.Id}: {v}"));
    }

    [Theory]
    [InlineData("luong-local-p(1)")]
    [InlineData("luong-local-p(2, general)")]
    public void A_predicted_place_lies_in_the_text_and_not_in_the_padding_behind_it(string expression)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(expression).ToMechanism();
        var random = new torch.Generator(5);
        var sizes = Sizes.For(mechanism, 1, 2, 3, 7, 4, 4);
        var inputs = new SignalSet();
        foreach (var role in mechanism.Roles) inputs[role.Name] = torch.randn(sizes.Shape(role), torch.float64, generator: random);
        var roles = mechanism.Roles.ToDictionary(r => r.Name);
        var alone = inputs.Select((name, x) => roles[name].Axis("M") is >= 0 and var axis ? x.narrow(axis, 0, 5) : x);
        var padded = mechanism.Attend(inputs, Mask.Keys(torch.arange(7).lt(5).unsqueeze(0)));
        var read = mechanism.Attend(alone);
        Assert.True(torch.allclose(padded, read, rtol: 0, atol: 1e-12), $"max |Δ| {(padded - read).abs().max().ToDouble()}");
        Assert.False(torch.allclose(mechanism.Attend(inputs), read.detach(), 1e-3, 1e-3));
    }

    [Theory]
    [InlineData("luong-local-m(-1)", "D = -1")]
    [InlineData("luong-location(0)", "places = 0")]
    [InlineData("luong-local-p(2, cosine)", "dot or general or concat")]
    public void What_cannot_be_is_refused(string expression, string reason) =>
        Assert.Contains(reason, Assert.Throws<ExpressionException>(() => Expression.Parse(expression)).Message);
}
