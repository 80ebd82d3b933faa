using Heed.Bench.Generators;

namespace Heed.Bench.Tests.Generators;

/// <summary>What all generators keep to.</summary>
public sealed class GeneratorTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Generator> All { get; } = new()
    {
        ["associative recall"] = new AssociativeRecall(),
        ["in-context recall"] = new ContextRecall(),
        ["noisy recall"] = new ContextRecall(32, 128, 16, 0.2),
        ["fuzzy recall"] = new FuzzyRecall(),
        ["selective copying"] = new SelectiveCopy(),
        ["compression"] = new Compression(),
        ["memorization"] = new Memorization(),
        ["copying"] = new Copying(),
        ["induction heads"] = new InductionHead(),
        ["needle"] = new Needle(),
        ["ListOps"] = new ListOps(),
    };

    [Theory, MemberData(nameof(Names))]
    public void Symbols_and_answers_are_in_the_vocabulary(string name)
    {
        var generator = All[name];
        foreach (var rows in new[] { generator.ToLearn(1, 0, 60), generator.ToJudge(1, 60) })
        {
            Assert.Equal(rows.Places().Length, rows.Answers().Length);
            for (var r = 0; r < rows.Count; r++)
            {
                Assert.Equal(generator.Length, rows.Given(r).Length);
                Assert.All(rows.Given(r).ToArray(), s => Assert.InRange(s, 0, generator.Symbols - 1));
                Assert.All(rows.Wanted(r).ToArray(), s => Assert.True(s == Rows.Ignore || (s >= 0 && s < generator.Symbols)));
                Assert.Contains(rows.Wanted(r).ToArray(), s => s != Rows.Ignore);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_row_follows_from_the_seed_and_its_number(string name)
    {
        var all = All[name].ToLearn(5, 0, 10);
        Assert.Equal(all.Given(7), All[name].ToLearn(5, 7, 1).Given(0));
        Assert.Equal(all.Wanted(7), All[name].ToLearn(5, 7, 1).Wanted(0));
        Assert.False(all.Given(7).SequenceEqual(All[name].ToLearn(6, 7, 1).Given(0)));
        Assert.False(all.Given(0).SequenceEqual(All[name].ToJudge(5, 1).Given(0)));
        Assert.Equal(all.Given(2), All[name].ToLearn(5, 12, 1, different: 5).Given(0));
    }
}
