using System.Text.RegularExpressions;

namespace Heed.Bench.Tests.Tasks;

/// <summary>What all tasks keep to.</summary>
public sealed class CatalogTests
{
    public static TheoryData<string> Ids => [.. TaskCatalog.All.Select(t => t.Id)];

    [Fact]
    public void Tasks_have_names_of_their_own() =>
        Assert.Equal(TaskCatalog.All.Count, TaskCatalog.All.Select(t => t.Id).Distinct().Count());

    [Fact]
    public void The_quick_suite_asks_all_questions_and_three_tasks_of_MAD()
    {
        var quick = TaskCatalog.All.Where(t => t.Sizes(Suite.Quick).Count > 0).ToArray();
        Assert.Equal(Enum.GetValues<Question>(), quick.Select(t => t.Question).Distinct().Order());
        Assert.Equal(3, quick.Count(t => t.Id.StartsWith("mad-", StringComparison.Ordinal)));
        Assert.All(TaskCatalog.All, t => Assert.NotEmpty(t.Sizes(Suite.Full)));
    }

    [Theory, MemberData(nameof(Ids))]
    public void All_sizes_are_possible_and_have_the_same_numbers(string id)
    {
        var task = TaskCatalog.Named(id);
        Assert.Matches(new Regex("^[a-z][a-z-]*$"), id);
        var sizes = Enum.GetValues<Suite>().SelectMany(task.Sizes).ToArray();
        Assert.All(sizes, s => Assert.Equal(sizes[0].Names, s.Names));
        Assert.All(sizes, s => Assert.Null(task.Impossible(s)));
        Assert.All(sizes, s => Assert.InRange(task.Estimate(s), 0.01, 36_000));
        Assert.All(Enum.GetValues<Suite>(), s => Assert.Equal(task.Sizes(s).Count, task.Sizes(s).Distinct().Count()));
        Assert.Equal(task.Metrics.Count, task.Metrics.Select(m => m.Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Ids))]
    public void Numbers_that_are_all_zero_are_impossible_and_the_reason_is_said(string id)
    {
        var task = TaskCatalog.Named(id);
        var names = task.Sizes(Suite.Full)[0].Names;
        Assert.False(string.IsNullOrWhiteSpace(task.Impossible(new(names.Select(n => (n, 0.0))))));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Every_anchor_can_be_asked_for_and_a_refusal_has_a_reason(string id) =>
        Assert.All(Anchor.All, a => Assert.NotEqual("", TaskCatalog.Named(id).NotApplicable(Contestant.Parse(a.Mechanism))));
}
