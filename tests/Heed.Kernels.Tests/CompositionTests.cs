using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

public class CompositionTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Any_parts_nested_in_any_way_match_their_definitions(int bits)
    {
        Case.Need(bits);
        var sizes = Gen.Select(Gen.Int[1, 110], Gen.Int[0, 300], Gen.Int[1, 24], Gen.Int[1, 2], Gen.Int[0, 99999]);
        sizes.ForEachDraw((n, m, d, parts, seed) =>
            new Draws(new(seed), 2, 4, n, m).Compose(parts, new Judging(new Case(2, 4, 2, n, m, d, d + 1, 3, seed), bits)), iter: 100);
    }

    [Fact]
    public void Three_parts_nested_in_any_way_match_their_definitions()
        => Gen.Int[0, 99999].ForEachDraw(seed => new Draws(new(seed), 2, 2, 53, 140)
            .Compose(3, new Judging(new Case(2, 2, 1, 53, 140, 8, 8, 3, seed), 0)), iter: 25);

    [Fact]
    public void A_part_says_of_a_block_only_what_is_true_of_all_its_pairs()
        => Gen.Int[0, 99999].ForEachDraw(seed => new Draws(new(seed), 2, 2, 61, 90).Compose(1, new Looking(new(seed), 61, 90)), iter: 1000);

    private sealed class Judging(Case one, int bits) : IVisitor
    {
        public void Visit<TPart>(TPart part) where TPart : struct, IPart<TPart> => one.Judge(part, bits);
    }

    private sealed class Looking(Random random, int queries, int keys) : IVisitor
    {
        public void Visit<TPart>(TPart part) where TPart : struct, IPart<TPart>
        {
            var own = part.For(random.Next(2), random.Next(2));
            var (from, first) = (random.Next(queries), random.Next(keys));
            var (to, end) = (random.Next(from, Math.Min(queries, from + 48)) + 1, random.Next(first, keys) + 1);
            var kind = own.Classify(from, to, first, end);
            var (least, most) = own.Visible(from, to, keys);
            for (var i = from; i < to; i++)
                for (var j = first; j < end; j++)
                {
                    var sees = own.Sees(i, j);
                    if (sees)
                        Assert.True(kind != BlockKind.Empty && j >= least && j < most,
                            $"{typeof(TPart).Name} {kind} ({least}, {most}) hides pair ({i}, {j})");
                    if (!sees)
                        Assert.True(kind is BlockKind.Empty or BlockKind.Partial, $"{typeof(TPart).Name} {kind} shows pair ({i}, {j})");
                    if (kind == BlockKind.Unchanged) Assert.Equal(0.7, own.Define(0.7, i, j));
                }
        }
    }
}
