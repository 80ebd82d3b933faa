namespace Heed.Tests.Checkers;

/// <summary>The laws are checked: each must see what breaks it by little, and must not see it where it is not.</summary>
public sealed class RogueTests
{
    private static readonly int[] Draws = [.. Enumerable.Range(0, 20)];

    public static TheoryData<string> Names() => [.. Rogues.All.Select(r => r.ToString())];

    public static TheoryData<string> WrongInGradient() => [.. Rogues.All.Where(r => r.IsOnlyInGradient).Select(r => r.ToString())];

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

    [Theory, MemberData(nameof(Names))]
    public void A_rogue_breaks_the_laws_that_it_is_made_to_break_and_keeps_the_others(string name)
    {
        var rogue = Rogues.All.Single(r => r.ToString() == name);
        string[] broken = [.. from law in Heed.Catalog.Laws
                              where law.IsPromisedBy(rogue) && !Draws.Take(6).All(seed => law.Holds(rogue, seed))
                              select law.Id];
        var made = rogue.Also.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(rogue.Law);
        Assert.True(broken.ToHashSet().SetEquals(made), $"{name}: it breaks {string.Join(", ", broken)}");
    }

    /// <summary>Such a law must see a defect that only derivatives have.</summary>
    [Theory, MemberData(nameof(Laws))]
    public void A_law_that_looks_at_derivatives_has_a_rogue_of_its_own_for_them(string id)
    {
        var law = Heed.Catalog.Laws.Single(l => l.Id == id);
        var looks = false;
        var watched = new Rogue(id, "does nothing") { OfOutput = (_, _, read) => Watch(read) };
        _ = law.Holds(watched, 0);
        Assert.Equal(looks, Rogues.All.Any(r => r.IsOnlyInGradient && r.Law == id));

        Tensor Watch(Tensor read)
        {
            looks |= read.requires_grad;
            return read;
        }
    }

    [Theory, MemberData(nameof(WrongInGradient))]
    public void With_the_right_derivatives_nothing_is_wrong(string name)
    {
        var rogue = Rogues.All.Single(r => r.ToString() == name);
        var law = Heed.Catalog.Laws.Single(l => l.Id == rogue.Law);
        Assert.All(Draws, seed => Assert.True(law.Holds(new RightGradient(rogue), seed), $"{name}: draw {seed} is wrong"));
    }

    [Theory, MemberData(nameof(Laws))]
    public void Every_law_has_a_rogue(string law) =>
        Assert.True(Rogues.All.Any(r => r.Law == law), $"no rogue breaks '{law}': add one to {nameof(Rogues)}");

    [Fact]
    public void Every_rogue_breaks_a_law_of_the_catalog() =>
        Assert.All(Rogues.All, r => Assert.Contains(r.Law, Heed.Catalog.Laws.Select(l => l.Id)));
}
