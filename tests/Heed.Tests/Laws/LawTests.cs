using Heed.Laws;

namespace Heed.Tests.Laws;

public sealed class LawTests
{
    public static TheoryData<string, string> Cells() =>
        [.. Heed.Catalog.All.SelectMany(e => Heed.Catalog.Laws.Select(l => (e.Card.Id, l.Id)))];

    public static TheoryData<string> Words() => [.. Heed.Catalog.All.Select(e => e.Card.Id)];

    public static TheoryData<string> Relations() => [.. Heed.Catalog.Relations.Select(r => r.Id)];

    [Theory, MemberData(nameof(Cells))]
    public void A_mechanism_does_what_it_promises_and_no_more(string id, string law)
    {
        var verdict = Heed.Catalog.Laws.Single(l => l.Id == law)
            .Judge(Heed.Catalog.Find(id)!.Mechanism, cancel: TestContext.Current.CancellationToken);
        Assert.True(verdict.IsRight, $"{id}, {law}: {verdict}");
    }

    public static TheoryData<string> Witnessed() => [.. Heed.Catalog.All.Where(e => e.Card.Witness is not null).Select(e => e.Card.Id)];

    [Theory, MemberData(nameof(Witnessed))]
    public void A_mechanism_agrees_with_its_witness(string id)
    {
        var witness = Heed.Catalog.Find(id)!.Card.Witness!;
        var numbers = witness.Recompute();
        Assert.Equal(witness.ThirdToken.Length, numbers.Count);
        Assert.All(witness.ThirdToken.Zip(numbers), pair =>
            Assert.True(Witness.Agree(pair.First, pair.Second), $"{pair.First} against {pair.Second}"));
    }

    [Theory, MemberData(nameof(Relations))]
    public void A_relation_holds_on_every_draw(string id)
    {
        var relation = Heed.Catalog.Relations.Single(r => r.Id == id);
        Assert.All(Enumerable.Range(0, 20), seed => Assert.True(relation.Holds(seed), $"{relation.Left} = {relation.Right}, draw {seed}"));
    }
}
