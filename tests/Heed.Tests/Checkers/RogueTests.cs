namespace Heed.Tests.Checkers;

/// <summary>The laws are checked: each must see what breaks it by little, and must not see it where it is not.</summary>
public sealed class RogueTests
{
    private static readonly int[] Draws = [.. Enumerable.Range(0, 20)];

    public static TheoryData<string> Names() => [.. Rogues.All.Select(r => r.ToString())];

    public static TheoryData<string> Laws() => [.. Heed.Catalog.Laws.Select(l => l.Id)];

    [Theory, MemberData(nameof(Names))]
    public void A_law_sees_its_rogue_and_holds_without_the_defect(string name)
    {
        var rogue = Rogues.All.Single(r => r.ToString() == name);
        var law = Heed.Catalog.Laws.Single(l => l.Id == rogue.Law);
        Assert.True(law.IsPromisedBy(rogue), $"{rogue.Law} is not promised, so that breaking it would be right");
        Assert.False(Draws.All(seed => law.Holds(rogue, seed)), $"{name}: the law does not see it");
        Assert.All(Draws, seed => Assert.True(law.Holds(rogue.Healed, seed), $"{name}: broken on draw {seed} without the defect"));
        if (rogue.IsSlight)
            Assert.All(Draws, seed => Assert.True(law.Holds(rogue, seed, 1000 * Heed.Laws.Law.Tolerance), $"{name}: the defect is large"));
    }

    [Theory, MemberData(nameof(Laws))]
    public void Every_law_has_a_rogue(string law) =>
        Assert.True(Rogues.All.Any(r => r.Law == law), $"no rogue breaks '{law}': add one to {nameof(Rogues)}");

    [Fact]
    public void Every_rogue_breaks_a_law_of_the_catalog() =>
        Assert.All(Rogues.All, r => Assert.Contains(r.Law, Heed.Catalog.Laws.Select(l => l.Id)));
}
