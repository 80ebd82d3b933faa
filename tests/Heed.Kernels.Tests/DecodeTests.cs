using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

/// <summary>Few queries against many keys.</summary>
public class DecodeTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Every_number_of_keys_and_queries_matches_the_definition(int bits)
    {
        Case.Need(bits);
        for (var m = 0; m <= 257; m++)
        {
            new Case(1, 6, 2, m % 8 + 1, m, 17, 3, Seed: m).Judge(new Everything(), bits);
            new Case(1, 3, 1, 8 - m % 8, m, 32, 33, Seed: m).Judge(new Both<Alibi, Causal>(new([0.5f, 0.1f, 0.3f], 10), new(m - 4)), bits);
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Every_head_width_matches_the_definition(int bits)
    {
        Case.Need(bits);
        for (var d = 1; d <= 256; d++)
            foreach (var heads in (int[])[1, 2, 3, 7]) new Case(1, heads, 1, 1, 70, d, 257 - d, Seed: d).Judge(new Everything(), bits);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Keys_in_several_pieces_match_the_definition(int bits)
    {
        Case.Need(bits);
        foreach (var m in (int[])[256, 257, 511, 513, 1000, 2049, 5000])
        {
            new Case(1, 4, 1, 2, m, 8, 16, 60, m).Judge(new Everything(), bits);
            new Case(1, 2, 2, 1, m, 16, 8, Seed: m).Judge(new Both<Sink, Window>(new([1, -2]), new(700, m - 1)), bits);
            new Case(1, 2, 1, 3, m, 5, 4, Seed: m).Judge(new Both<SoftCap, Causal>(new(4), new(m / 2)), bits);
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Wide_values_over_several_pieces_match_the_definition(int bits)
    {
        Case.Need(bits);
        foreach (var width in (int[])[63, 64, 80, 128, 200])
            foreach (var heads in (int[])[1, 4, 16])
                new Case(1, heads, 1, 1, 1300, 16, width, Seed: width).Judge(new Everything(), bits);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Any_shapes_and_parts_match_the_definition(int bits)
    {
        Case.Need(bits);
        var sizes = Gen.Select(Gen.Int[1, 8], Gen.Int[1, 900], Gen.Int[1, 40], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[0, 4],
            Gen.Int[0, 999]);
        sizes.ForEachDraw((n, m, d, share, groups, kind, seed) =>
        {
            var (one, offset) = (new Case(2, share * groups, groups, n, m, d, d + 3, 4, seed), m - n);
            var (random, mask) = (new Random(seed), Case.Draw(n * m, 2, seed + 9));
            for (var i = 0; i < mask.Length; i++) if (random.Next(3) == 0) mask[i] = float.NegativeInfinity;
            var slopes = Case.Draw(share * groups, 1, seed);
            if (kind == 0) one.Judge(new Both<Alibi, Causal>(new(slopes, offset), new(offset)), bits);
            else if (kind == 1) one.Judge(new Both<SoftCap, Window>(new(3), new(seed % 300 + 1, offset)), bits);
            else if (kind == 2) one.Judge(new Both<Sink, FloatMask>(new(slopes), new(mask, n, m)), bits);
            else if (kind == 3) one.Judge(new BooleanMask([.. mask.Select(x => x > 0)], n, m), bits);
            else one.Judge(new Documents([.. Enumerable.Range(0, n).Select(i => (i + offset) / 50)],
                [.. Enumerable.Range(0, m).Select(i => i / 50)]), bits);
        }, iter: 200);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Poison_behind_a_mask_reaches_no_output_of_any_row(int bits)
    {
        Case.Need(bits);
        foreach (var poison in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            foreach (var m in (int[])[5, 70, 600])
            {
                var one = new Case(1, 3, 1, 4, m, 16, 18);
                one.K.AsSpan((m - 3) * 16).Fill(poison);
                one.V.AsSpan((m - 3) * 18).Fill(poison);
                one.Judge(new Causal(m - 7), bits);
                one.Judge(new Both<SoftCap, Window>(new(2), new(3, m - 7)), bits);
            }
    }

    [Theory]
    [InlineData(1, 1, 5000)]
    [InlineData(4, 1, 3000)]
    [InlineData(1, 32, 300)]
    public void Threads_do_not_change_a_bit_however_keys_are_cut(int queries, int groups, int keys)
    {
        var one = new Case(1, 32, groups, queries, keys, 24, 24);
        var want = one.Run(new Causal(keys - queries));
        foreach (var threads in (int[])[2, 3, 7, 0])
        {
            var got = one.Run(new Causal(keys - queries), threads: threads);
            Assert.Equal(want.Output, got.Output);
            Assert.Equal(want.LogSumExp, got.LogSumExp);
        }
    }

    [Fact]
    public void Concurrent_calls_with_different_shapes_do_not_disturb_each_other()
    {
        Case[] cases = [new(1, 8, 1, 2, 3000, 32, 32), new(1, 8, 8, 1, 700, 65, 9), new(3, 2, 1, 8, 90, 16, 256)];
        var want = cases.Select(c => c.Run(new Everything()).Output).ToArray();
        var same = 0;
        Parallel.For(0, 24, i => Interlocked.Add(ref same, cases[i % 3].Run(new Everything(), threads: 2).Output.SequenceEqual(want[i % 3])
            ? 1 : 0));
        Assert.Equal(24, same);
    }

    [Fact]
    public void More_rows_than_an_item_holds_are_taken_in_turns()
    {
        new Case(1, 100, 1, 8, 90, 8, 8).Judge(new Causal(82));
        new Case(1, 300, 1, 3, 20, 8, 8).Judge(new Causal(17));
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Weights_without_a_sum_add_up_over_pieces(int bits)
    {
        Case.Need(bits);
        foreach (var m in (int[])[1, 63, 300, 2000])
        {
            var one = new Case(1, 4, 2, 2, m, 16, 8);
            var output = new float[4 * 2 * 8];
            Attention.Forward(new View(one.Q, new(1, 4, 2, 16)), new View(one.K, new(1, 2, m, 16)), new View(one.V, new(1, 2, m, 8)),
                output, new Causal(m - 2), new Sigmoid(-1), default, new() { Registers = bits });
            for (var at = 0; at < output.Length; at++)
            {
                var (h, i, c) = (at / 16, at / 8 % 2, at % 8);
                var want = Enumerable.Range(0, m).Where(j => j <= i + m - 2).Sum(j => one.V[(h / 2 * m + j) * 8 + c]
                    / (1 + Math.Exp(1 - Enumerable.Range(0, 16).Sum(f => (double)one.Q[(h * 2 + i) * 16 + f]
                        * one.K[(h / 2 * m + j) * 16 + f]) / 4)));
                Assert.Equal(want, output[at], Attention.ErrorBound * (1 + m));
            }
        }
    }
}
