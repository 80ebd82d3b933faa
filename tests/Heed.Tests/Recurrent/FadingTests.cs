namespace Heed.Tests.Recurrent;

/// <summary>What fades fast, in float32.</summary>
public sealed class FadingTests
{
    private const long Tokens = 40;
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData("gla", -2)]
    [InlineData("gla", -3.9)]
    [InlineData("gla", -5)]
    [InlineData("gla", -10)]
    [InlineData("gla", -20)]
    [InlineData("kda", -10)]
    [InlineData("kda", -20)]
    [InlineData("rwkv7", -20)]
    [InlineData("rwkv7", -300)]
    public void Float32_reads_what_float64_does_however_fast_features_fade(string id, double logDecay)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(id).ToMechanism();
        var random = new torch.Generator(11);
        var sizes = Sizes.For(mechanism, 1, 2, Tokens, Tokens, 8, 6);
        var inputs = new SignalSet();
        foreach (var role in mechanism.Roles.Where(r => !r.Optional))
            inputs[role.Name] = torch.randn(sizes.Shape(role), torch.float64, generator: random).Bring(role.Range);
        inputs["log_decay"] = torch.full_like(inputs["log_decay"], logDecay);
        var exact = mechanism.Attend(inputs);
        var read = mechanism.Attend(inputs.Select((_, x) => x.to(torch.float32))).to(torch.float64);
        Assert.True(torch.allclose(read, exact, rtol: 0, atol: Tolerance * exact.abs().max().ToDouble()),
            $"{(read - exact).abs().max().ToDouble()}");
    }
}
