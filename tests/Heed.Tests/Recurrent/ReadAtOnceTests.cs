using Heed.Recurrent.Features;

namespace Heed.Tests.Recurrent;

/// <summary>A recurrence that reads the whole text at once, and what those who look at it see.</summary>
public sealed class ReadAtOnceTests
{
    private const long Tokens = 7, Width = 5;

    [Fact]
    public void What_is_read_at_once_comes_out_of_the_recorded_memory()
    {
        var (q, k, v) = (Drawn(1), Drawn(2), Drawn(3));
        using var trace = new StepTrace();
        var read = Expression.Parse("linear-unnormalized(causal=false)").ToMechanism().Attend(q, k, v, trace: trace);
        AssertClose(k.transpose(-2, -1).matmul(v), trace.Find("state"));
        AssertClose((q / Math.Sqrt(Width)).matmul(trace.Find("state")!), read);
    }

    [Theory]
    [InlineData("linear-elu")]
    [InlineData("linear-elu(false)")]
    public void A_sum_of_weights_is_recorded_beside_the_memory(string expression)
    {
        var (q, k, v) = (Drawn(1), Drawn(2), Drawn(3));
        using var trace = new StepTrace();
        Expression.Parse(expression).ToMechanism().Attend(q, k, v, trace: trace);
        var features = torch.nn.functional.elu(k, 1) + 1;
        AssertClose(features.transpose(-2, -1).matmul(v), trace.Find("state"));
        AssertClose(features.sum(dim: 2), trace.Find("state_z"));
    }

    [Fact]
    public void What_needs_the_whole_text_says_why_it_takes_no_steps()
    {
        Assert.Null(Expression.Parse("linear-elu").ToMechanism().NoSteps);
        var mechanism = Expression.Parse("linear-elu(false)").ToMechanism();
        Assert.Contains("reads the whole text at once", mechanism.NoSteps);
        Assert.Empty(mechanism.Slots);
    }

    [Fact]
    public void One_random_feature_is_enough_and_none_is_refused()
    {
        Assert.Equal(1, Expression.Parse("performer(1)").ToMechanism().Roles.Single(r => r.Name == "omega").Sizes[0].Usual);
        Assert.Equal("features", Assert.Throws<ArgumentOutOfRangeException>(() => new Performer(0)).ParamName);
    }

    private static Tensor Drawn(ulong seed) =>
        torch.randn([1, 2, Tokens, Width], torch.float64, generator: new torch.Generator(seed));

    private static void AssertClose(Tensor expected, Tensor? actual) =>
        Assert.True(actual is not null && torch.allclose(expected, actual, rtol: 1e-9, atol: 1e-12));
}
