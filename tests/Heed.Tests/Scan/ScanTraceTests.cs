namespace Heed.Tests.Scan;

/// <summary>What those who look at a scan see, and what it refuses.</summary>
public sealed class ScanTraceTests
{
    private const long Tokens = 6, Width = 4;

    [Fact]
    public void What_the_gate_lets_through_is_recorded_before_it()
    {
        var mechanism = Expression.Parse("rwkv4").ToMechanism();
        var inputs = Drawn(mechanism);
        using var trace = new StepTrace();
        var read = mechanism.Attend(inputs, trace: trace);
        AssertClose(inputs["r"].sigmoid() * trace.Find("wkv")!, read);
    }

    [Theory]
    [InlineData("mamba-s6")]
    [InlineData("mesa-net")]
    [InlineData("mlstm")]
    [InlineData("rwkv4")]
    public void The_recorded_state_is_the_one_after_the_last_token(string id)
    {
        var mechanism = Expression.Parse(id).ToMechanism();
        var inputs = Drawn(mechanism);
        using var trace = new StepTrace();
        mechanism.Attend(inputs, trace: trace);
        State? state = null;
        for (var t = 0; t < Tokens; t++) mechanism.Step(inputs.Tokens(mechanism.Roles, t, 1), ref state);
        Assert.All(mechanism.Slots, slot => AssertClose(state![slot.Name], trace.Find(slot.Name)));
    }

    [Theory]
    [InlineData("mesa-net")]
    [InlineData("mlstm")]
    public void Queries_and_keys_of_different_widths_are_refused_in_words(string id)
    {
        var mechanism = Expression.Parse(id).ToMechanism();
        var inputs = Drawn(mechanism);
        inputs["q"] = torch.ones([1, 1, Tokens, Width + 1], torch.float64);
        Assert.Contains($"Queries of width {Width + 1} cannot be compared with keys of width {Width}",
            Assert.Throws<ArgumentException>("k", () => mechanism.Attend(inputs)).Message);
    }

    private static SignalSet Drawn(Mechanism mechanism)
    {
        var random = new torch.Generator(3);
        var sizes = Sizes.For(mechanism, 1, 1, Tokens, Tokens, Width, Width);
        var inputs = new SignalSet();
        foreach (var role in mechanism.Roles)
            inputs[role.Name] = torch.randn(sizes.Shape(role), torch.float64, generator: random).Bring(role.Range);
        return inputs;
    }

    private static void AssertClose(Tensor expected, Tensor? actual) =>
        Assert.True(actual is not null && torch.allclose(expected, actual, rtol: 1e-9, atol: 1e-12));
}
