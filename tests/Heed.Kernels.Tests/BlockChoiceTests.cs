using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

/// <summary>Attention over chosen blocks is attention under a mask that hides all others.</summary>
public class BlockChoiceTests
{
    private const float Sentinel = 12345;

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void What_was_not_chosen_might_as_well_be_hidden(int bits)
    {
        Case.Need(bits);
        var draws = Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300], Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70]), Gen.Int[1, 90],
            Gen.Select(Gen.Double[0, 1], Gen.Bool, Gen.Bool, Gen.Bool), Gen.Int[0, 999]);
        draws.ForEachDraw((n, m, widths, block, how, seed) =>
        {
            var (one, (share, causal, ownBatch, ownHeads)) = (new Case(2, 4, 2, n, m, widths.Item1, widths.Item2, 2, seed), how);
            var (b, h, blocks) = (ownBatch ? 2 : 1, ownHeads ? 4 : 1, (m + block - 1) / block);
            var chosen = Draw(b * h * n * blocks, share, seed);
            var mask = new BlockMask(chosen, b, h, n, m, 1, block);
            var choice = new BlockChoice(chosen, b, h, n, m, block, causal ? m - n : null);
            if (causal) Judge(one, choice, new Both<BlockMask, Causal>(mask, new(m - n)), bits);
            else Judge(one, choice, mask, bits);
        }, iter: 60);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Long_texts_go_in_several_pieces(int bits)
    {
        Case.Need(bits);
        const int Tokens = 2500, Block = 64;
        var chosen = Draw(Tokens * ((Tokens + Block - 1) / Block), 0.2, 3);
        var choice = new BlockChoice(chosen, 1, 1, Tokens, Tokens, Block, 0);
        Judge(new Case(1, 2, 1, Tokens, Tokens, 8, 8), choice,
            new Both<BlockMask, Causal>(new(chosen, 1, 1, Tokens, Tokens, 1, Block), new(0)), bits);
    }

    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(5, 0, 3)]
    [InlineData(7, 9, 100)]
    public void Nothing_to_read_gives_zero(int n, int m, int block)
    {
        var choice = new BlockChoice(new bool[n * ((m + block - 1) / block)], 1, 1, n, m, block);
        Judge(new Case(1, 2, 1, n, m, 5, 6), choice, new BooleanMask(new bool[n * m], n, m), 0);
        Assert.Equal(0, choice.Pairs);
    }

    [Fact]
    public void Large_scores_weigh_as_they_should()
    {
        const int Tokens = 40, Block = 8;
        foreach (var size in (float[])[1e3f, 1e6f])
        {
            var one = new Case(1, 1, 1, Tokens, Tokens, 16, 16, size);
            var chosen = Draw(Tokens * 5, 0.7, 5);
            var choice = new BlockChoice(chosen, 1, 1, Tokens, Tokens, Block, 0);
            var part = new Both<BlockMask, Causal>(new(chosen, 1, 1, Tokens, Tokens, 1, Block), new(0));
            var (got, same) = (Run(one, choice, 0, 1), one.Run(part));
            Assert.Equal(same.Output.Length, got.Output.Length);
            for (var i = 0; i < got.Output.Length; i++) Assert.Equal(same.Output[i], got.Output[i], 1e-3f);
            var (mine, dense) = (Backward(one, choice, 0, 1), Gradients.Run(one, part, default(Softmax)));
            for (var i = 0; i < mine.DV.Length; i++) Assert.Equal(dense.DV[i], mine.DV[i], 1e-3f);
        }
    }

    [Fact]
    public void Poison_in_blocks_that_nobody_chose_reaches_nothing()
    {
        const int Tokens = 50, Block = 10;
        var one = new Case(1, 1, 1, Tokens, Tokens, 8, 8);
        one.K.AsSpan(20 * 8, 10 * 8).Fill(float.NaN);
        one.V.AsSpan(20 * 8, 10 * 8).Fill(float.NaN);
        var chosen = new bool[Tokens * 5];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = i % 5 is not 2 && (i % 5 != 3 || i / 5 >= 30);
        var choice = new BlockChoice(chosen, 1, 1, Tokens, Tokens, Block, 0);
        Assert.All(Run(one, choice, 0, 1).Output, x => Assert.True(float.IsFinite(x)));
        var (dq, dk, dv) = Backward(one, choice, 0, 1);
        Assert.All(dq.Concat(dk).Concat(dv), x => Assert.True(float.IsFinite(x)));
        Assert.All(dk[(20 * 8)..(30 * 8)].Concat(dv[(20 * 8)..(30 * 8)]), x => Assert.Equal(0, x));
    }

    [Fact]
    public void Poison_after_a_query_in_its_own_block_reaches_nothing()
    {
        const int Tokens = 30, Block = 16;
        var one = new Case(1, 1, 1, Tokens, Tokens, 8, 8);
        one.K.AsSpan(29 * 8).Fill(float.NaN);
        one.V.AsSpan(29 * 8).Fill(float.NaN);
        var choice = new BlockChoice([.. Enumerable.Repeat(true, Tokens * 2)], 1, 1, Tokens, Tokens, Block, 0);
        Assert.All(Run(one, choice, 0, 1).Output[..(29 * 8)], x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        const int Tokens = 700, Block = 32;
        var one = new Case(2, 4, 2, Tokens, Tokens, 24, 24);
        var choice = new BlockChoice(Draw(4 * Tokens * 22, 0.3, 9), 1, 4, Tokens, Tokens, Block, 0);
        var (output, gradients) = (Run(one, choice, 0, 1), Backward(one, choice, 0, 1));
        foreach (var threads in (int[])[2, 3, 5])
        {
            Assert.Equal(output.Output, Run(one, choice, 0, threads).Output);
            var again = Backward(one, choice, 0, threads);
            Assert.Equal(gradients.DQ, again.DQ);
            Assert.Equal(gradients.DK, again.DK);
            Assert.Equal(gradients.DV, again.DV);
        }
    }

    [Fact]
    public void Pairs_are_those_that_are_seen()
    {
        const int Tokens = 23, Block = 5;
        var chosen = Draw(Tokens * 5, 0.5, 4);
        var part = new Both<BlockMask, Causal>(new(chosen, 1, 1, Tokens, Tokens, 1, Block), new(0));
        var seen = Enumerable.Range(0, Tokens).Sum(i => Enumerable.Range(0, Tokens).Count(j => part.Sees(i, j)));
        Assert.Equal(seen, new BlockChoice(chosen, 1, 1, Tokens, Tokens, Block, 0).Pairs);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        void Refused(string name, Action call) => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(call).ParamName);
        Refused("chosen", () => new BlockChoice(new bool[5], 1, 1, 3, 4, 2));
        Refused("keyBlock", () => new BlockChoice([], 1, 1, 3, 4, 0));
        Refused("batch", () => new BlockChoice([], 0, 1, 3, 4, 2));
        Refused("offset", () => new BlockChoice(new bool[6], 1, 1, 3, 4, 2, (1 << 24) + 1));
        var one = new Case(1, 2, 1, 3, 4, 4, 4);
        void Call(BlockChoice choice, AttentionOptions? options = null)
            => Attention.Forward(one.Queries, one.Keys, one.Values, new float[24], choice, options: options);
        Refused("queries", () => Call(new(new bool[8], 1, 1, 4, 4, 2)));
        Refused("keys", () => Call(new(new bool[9], 1, 1, 3, 5, 2)));
        Refused("heads", () => Call(new(new bool[18], 1, 3, 3, 4, 2)));
        Refused("options", () => Call(new(new bool[6], 1, 1, 3, 4, 2), new() { Rotation = new(16, 4, Pairing.Halves) }));
    }

    private static bool[] Draw(int count, double share, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < share)];
    }

    private static void Judge<TPart>(Case one, BlockChoice choice, TPart part, int bits) where TPart : struct, IPart<TPart>
    {
        var ((output, sums), want) = (Run(one, choice, bits, 2), one.Define(part));
        Closeness.OfOutput(output, want.Output, want.Size, one.Largest).Demand(output, want.Output, $"{one}, {bits} bits: output");
        Closeness.OfLogSumExp(sums, want.LogSumExp, want.Size).Demand(sums, want.LogSumExp, $"{one}, {bits} bits: logSumExp");
        var (got, right) = (Backward(one, choice, bits, 2), Gradients.Define(one, part, default(Softmax)));
        Closeness.OfGradient(got.DQ, right.DQ).Demand(got.DQ, right.DQ, $"{one}, {bits} bits: dq");
        Closeness.OfGradient(got.DK, right.DK).Demand(got.DK, right.DK, $"{one}, {bits} bits: dk");
        Closeness.OfGradient(got.DV, right.DV).Demand(got.DV, right.DV, $"{one}, {bits} bits: dv");
    }

    private static (float[] Output, float[] Sums) Run(Case one, BlockChoice choice, int bits, int threads)
    {
        var (output, sums) = (Fenced(one.Rows * one.Dv), Fenced(one.Rows));
        Attention.Forward(one.Queries, one.Keys, one.Values, output.AsSpan(8..^8), choice, sums.AsSpan(8..^8),
            new() { Registers = bits, Threads = threads });
        return (Inner(output), Inner(sums));
    }

    private static (float[] DQ, float[] DK, float[] DV) Backward(Case one, BlockChoice choice, int bits, int threads)
    {
        var (output, sums) = Run(one, choice, bits, threads);
        var (dq, dk, dv) = (Fenced(one.Q.Length), Fenced(one.K.Length), Fenced(one.V.Length));
        var outputs = new Shape(one.B, one.H, one.N, one.Dv);
        Attention.Backward(one.Queries, one.Keys, one.Values, new View(output, outputs), sums, new View(Gradients.Upstream(one), outputs),
            new Place(dq.AsSpan(8..^8), one.Queries.Shape), new Place(dk.AsSpan(8..^8), one.Keys.Shape),
            new Place(dv.AsSpan(8..^8), one.Values.Shape), choice, new() { Registers = bits, Threads = threads });
        return (Inner(dq), Inner(dk), Inner(dv));
    }

    private static float[] Fenced(int length)
    {
        var floats = new float[length + 16];
        Array.Fill(floats, Sentinel);
        floats.AsSpan(8..^8).Fill(float.NaN);
        return floats;
    }

    private static float[] Inner(float[] fenced)
    {
        Assert.All(fenced[..8].Concat(fenced[^8..]), x => Assert.Equal(Sentinel, x));
        return fenced[8..^8];
    }
}
