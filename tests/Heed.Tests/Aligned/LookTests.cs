using Heed.Aligned;

namespace Heed.Tests.Aligned;

/// <summary>A decoder's looks, taken one after the other, are those that are taken at once.</summary>
public sealed class LookTests
{
    public static TheoryData<string> Words =>
    [
        .. Heed.Catalog.All.Where(e => e.Mechanism.Family == AlignedFamily.Instance).Select(e => e.Card.Id),
        "location-sensitive(previous+cumulative)",
    ];

    [Theory, MemberData(nameof(Words))]
    public void Looks_in_turn_are_those_of_one_call(string word)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(word).ToMechanism();
        var random = new torch.Generator(9);
        var sizes = Sizes.For(mechanism, 2, 2, 6, 7, 4, 3);
        var inputs = new SignalSet();
        foreach (var role in mechanism.Roles.Where(r => !r.Optional))
            inputs[role.Name] = torch.randn(sizes.Shape(role), torch.float64, generator: random).Bring(role.Range);
        var mask = Mask.Keys(torch.tensor([true, true, false, true, true, true, false]).expand(2, -1));
        var whole = mechanism.Attend(inputs, mask);

        var axis = Array.IndexOf(mechanism.OutputShape.Split(' '), "N");
        State? state = null;
        State? turned = null;
        var roles = mechanism.Roles.ToDictionary(r => r.Name);
        var queries = mechanism.Roles.Where(r => r.IsPerToken && r.IsOfQueries).ToArray();
        foreach (var (first, count) in new[] { (0L, 1L), (1L, 3L), (4L, 1L), (5L, 1L) })
        {
            var some = inputs.Tokens(queries, first, count);
            turned = state?.Select(1, 0);
            Same(mechanism.Look(some, ref state, mask), whole.narrow(axis, first, count));
            if (turned is null) continue;
            var rows = torch.tensor([1L, 0]);
            var swapped = some.Select((name, x) => roles[name].Axis("B") == 0 ? x.index_select(0, rows) : x);
            Same(mechanism.Look(swapped, ref turned, mask), whole.narrow(axis, first, count).index_select(0, rows));
        }
    }

    [Fact]
    public void A_mask_of_pairs_is_refused_at_every_look()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("monotonic").ToMechanism();
        State? state = null;
        Assert.Contains("not pairs", Assert.Throws<NotSupportedException>(() => mechanism.Look(
            new SignalSet { ["energy"] = torch.zeros(1, 1, 1, 2), ["v"] = torch.zeros(1, 1, 2, 1) }, ref state,
            Mask.Pairs(torch.ones([1, 2], torch.@bool)))).Message);
    }

    private static void Same(Tensor got, Tensor expected) =>
        Assert.True(torch.allclose(got, expected, rtol: 0, atol: 1e-12), $"max |Δ| {(got - expected).abs().max().ToDouble()}");
}
