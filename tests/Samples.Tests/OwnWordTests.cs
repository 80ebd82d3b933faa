using Heed;
using OwnWord;

namespace Samples.Tests;

/// <summary>
/// A word of another assembly is a word like any other: it composes, keeps its laws, runs in the kernel, steps and trains.
/// </summary>
public sealed class OwnWordTests
{
    public OwnWordTests() => Catalog.With(typeof(GaussianDistance).Assembly);

    [Fact]
    public void It_has_a_card_an_argument_and_a_place_in_expressions()
    {
        var entry = Catalog.Find("gaussian-distance")!;
        Assert.StartsWith("Scores fall off from the query as a bell does", entry.Summary);
        Assert.Equal("sigma", Assert.Single(entry.Parameters).Name);
        Assert.Equal("gaussian-distance(3) + causal", Expression.Parse("causal + gaussian-distance(sigma=3)").ToMechanism().Name);
    }

    [Fact]
    public void Adding_it_twice_changes_nothing()
    {
        var before = Catalog.All.Count;
        Catalog.With(typeof(GaussianDistance).Assembly);
        Assert.Equal(before, Catalog.All.Count);
    }

    [Fact]
    public void An_assembly_without_words_is_refused_by_name() =>
        Assert.Contains("xunit", Assert.Throws<ArgumentException>(() => Catalog.With(typeof(FactAttribute).Assembly)).Message);

    [Theory]
    [InlineData("gaussian-distance")]
    [InlineData("gaussian-distance + causal + learned-sink")]
    public void It_does_what_it_promises_and_no_more(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        Assert.All(Catalog.Laws, law => Assert.True(
            law.Judge(mechanism, 12, TestContext.Current.CancellationToken).IsRight, $"{expression}: {law.Id}"));
    }

    [Fact]
    public void Its_relation_is_found_and_holds()
    {
        var relation = Catalog.Relations.Single(r => r.Left.Contains("gaussian-distance"));
        Assert.All(Enumerable.Range(0, 5), seed => Assert.True(relation.Holds(seed)));
    }

    [Fact]
    public void The_kernel_computes_what_the_definition_does()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("gaussian-distance + causal").ToMechanism();
        using var random = new torch.Generator(1);
        var x = torch.randn([2, 4, 9, 8], generator: random);
        Assert.Equal(Route.Kernel, mechanism.RouteOf(x, x, x).Route);
        var (got, want) = (mechanism.Attend(x, x, x, route: Route.Kernel), mechanism.Attend(x, x, x, route: Route.Definition));
        Assert.True((got - want).abs().max().ToSingle() < 1e-5);
    }

    [Fact]
    public void A_layer_takes_it_and_its_steps_are_the_whole()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("gaussian-distance + causal").ToMechanism();
        using var layer = new AttentionLayer(mechanism, width: 16, heads: 2, seed: 1);
        var inputs = layer.Project(torch.randn([1, 5, 16], generator: new torch.Generator(2)));
        var whole = mechanism.Attend(inputs);
        State? state = null;
        var steps = Enumerable.Range(0, 5).Select(t => mechanism.Step(inputs.Tokens(mechanism.Roles, t, 1), ref state)).ToArray();
        Assert.True((torch.cat(steps, 2) - whole).abs().max().ToSingle() < 1e-5);
        layer.Join(whole).sum().backward();
        Assert.All(layer.parameters(), p => Assert.NotNull(p.grad));
    }
}
