namespace Heed.Tests.Aligned;

/// <summary>A hidden key is passed over as if it were not there.</summary>
public sealed class HiddenKeyTests
{
    [Theory]
    [InlineData("monotonic")]
    [InlineData("milk")]
    [InlineData("stepwise-monotonic")]
    [InlineData("coverage")]
    public void A_hidden_key_is_as_good_as_left_out(string id)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(id).ToMechanism();
        var random = new torch.Generator(8);
        var sizes = Sizes.For(mechanism, 2, 2, 6, 7, 4, 3);
        var inputs = new SignalSet();
        foreach (var role in mechanism.Roles.Where(r => !r.Optional))
            inputs[role.Name] = torch.randn(sizes.Shape(role), torch.float64, generator: random).Bring(role.Range);
        var shown = torch.tensor([false, true, true, false, false, true, true]);           // the first one too, where a walk begins
        var places = shown.nonzero().flatten();
        var roles = mechanism.Roles.ToDictionary(r => r.Name);
        var fewer = inputs.Select((name, x) => roles[name].Axis("M") is >= 0 and var axis ? x.index_select(axis, places) : x);
        var (masked, without) = (mechanism.Attend(inputs, Mask.Keys(shown.expand(2, -1))), mechanism.Attend(fewer));
        Assert.True(torch.allclose(masked, without, rtol: 0, atol: 1e-12), $"{(masked - without).abs().max().ToDouble()}");
    }

    [Fact]
    public void A_walk_that_is_sure_to_stop_or_to_go_on_is_exact()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("monotonic").ToMechanism();
        const double Sure = 1e4;
        var energy = torch.tensor([-Sure, -Sure, Sure, Sure, -Sure, Sure, -Sure, Sure, -Sure, -Sure, -Sure, -Sure]).view(1, 1, 3, 4);
        var weights = mechanism.Weights(new SignalSet { ["energy"] = energy, ["v"] = torch.zeros([1, 1, 4, 1], torch.float64) });
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0], weights.flatten().data<double>());
    }
}
