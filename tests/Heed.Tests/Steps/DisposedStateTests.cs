namespace Heed.Tests.Steps;

/// <summary>A state that a later step has gone on with owns nothing any more.</summary>
public sealed class DisposedStateTests
{
    private const int Tokens = 23;

    [Theory]
    [InlineData("causal")]
    [InlineData("sliding-window(5)")]
    [InlineData("sparsemax + causal")]
    [InlineData("gla")]
    public void Disposing_a_state_that_was_used_up_frees_nothing_that_lives(string expression)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(expression).ToMechanism();
        using var random = new torch.Generator(3);
        var sizes = Sizes.For(mechanism, 2, 4, Tokens, Tokens, 8, 6);
        var inputs = new SignalSet();
        foreach (var role in mechanism.Roles.Where(r => !r.Optional))
            inputs[role.Name] = torch.randn(sizes.Shape(role), generator: random).Bring(role.Range);
        State? state = null;
        var steps = new List<Tensor>();
        for (var t = 0; t < Tokens; t++)
        {
            var old = state;
            steps.Add(mechanism.Step(inputs.Tokens(mechanism.Flow, t, 1), ref state));
            old?.Dispose();
        }

        var apart = (torch.cat(steps, 2) - mechanism.Attend(inputs)).abs().max().ToDouble();
        Assert.True(apart < 1e-4, $"{expression}: {apart}");
        Assert.True(state!.Numbers > 0);
    }
}
