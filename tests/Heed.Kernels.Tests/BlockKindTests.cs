namespace Heed.Kernels.Tests;

/// <summary>What parts say of blocks is not only true but all that can be said, so that no
/// block is computed, or asked about, in vain.</summary>
public class BlockKindTests
{
    private const int Queries = 12, Keys = 14;

    [Theory]
    [InlineData(-15)]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(20)]
    public void Masks_by_position_say_exactly_what_a_block_is(int offset)
    {
        Judge(new Causal(offset), exactly: true);
        Judge(default(Everything), exactly: true);
        foreach (var width in (int[])[1, 2, 5, 30]) Judge(new Window(width, offset), exactly: true);
        foreach (var prefix in (int[])[0, 1, 6, 14, 40]) Judge(new PrefixCausal([prefix], offset), exactly: true);
        foreach (var (width, step) in ((int, int)[])[(1, 1), (3, 1), (2, 3), (4, 2)])
            Judge(new Dilated(width, step, offset), exactly: false);
    }

    [Fact]
    public void Masks_by_table_say_exactly_what_a_block_is()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var threshold = random.Next(11);                                        // few pairs, or many
            bool[] marks = [.. Enumerable.Range(0, Queries * Keys).Select(i => i / 40 % 2 == seed % 2 || random.Next(10) < threshold)];
            Judge(new BooleanMask(marks, Queries, Keys), exactly: true);
            Judge(new FloatMask([.. marks.Select(x => x ? 0 : float.NegativeInfinity)], Queries, Keys), exactly: true);
            Judge(new KeyMask(marks[..Keys], Keys), exactly: true);
            foreach (var (rows, columns) in ((int, int)[])[(1, 1), (5, 3), (4, 14), (20, 20)])
            {
                var blocks = ((Queries + rows - 1) / rows) * ((Keys + columns - 1) / columns);
                Judge(new BlockMask([.. marks.Take(blocks)], 1, 1, Queries, Keys, rows, columns), exactly: true);
            }
        }
    }

    [Fact]
    public void Documents_of_several_sequences_are_told_apart()
    {
        int[] queries = [0, 0, 0, 1, 1, 1, 5, 5, 5, 4, 4, 4], keys = [0, 0, 1, 1, 1, 2, 2, 4, 5, 5, 5, 4, 7, 7];
        new Case(2, 2, 1, 6, 7, 4, 3, 2).Judge(new Documents(queries, keys, 2));
        new Case(2, 1, 1, 6, 7, 4, 3, 2, 9).Judge(new Both<Documents, Causal>(new(queries, keys, 2), new(1)));
        for (var b = 0; b < 2; b++)
            for (var i = 0; i < 6; i++)
                for (var j = 0; j < 7; j++)
                    Assert.Equal(queries[b * 6 + i] == keys[b * 7 + j], new Documents(queries, keys, 2).For(b, 0).Sees(i, j));
    }

    [Fact]
    public void Biases_leave_every_block_full()
    {
        foreach (var kind in (BlockKind[])[new Alibi([1], 3).Classify(0, 5, 2, 9), new SoftCap(2).Classify(0, 5, 2, 9),
            new DistanceBias([1, 2, 3], 1, 1, 0).Classify(0, 5, 2, 9),
                new T5Bias(new float[8], 1, 8, 20, T5Side.Encoder, 0).Classify(0, 5, 2, 9)])
            Assert.Equal(BlockKind.Full, kind);
        Assert.Equal(BlockKind.Unchanged, new Sink([1]).Classify(0, 5, 2, 9));
        Assert.Equal(BlockKind.Partial, new Both<Alibi, Causal>(new([1], 0), new(0)).Classify(0, 5, 2, 9));
        Assert.Equal(BlockKind.Empty, new Both<Causal, Alibi>(new(0), new([1], 0)).Classify(0, 2, 2, 9));
        Assert.Equal(BlockKind.Full, new Both<Causal, Alibi>(new(20), new([1], 0)).Classify(0, 2, 2, 9));
    }

    private static void Judge<TPart>(TPart given, bool exactly) where TPart : struct, IPart<TPart>
    {
        var part = given.For(0, 0);
        for (var from = 0; from < Queries; from++)
            for (var to = from + 1; to <= Queries; to++)
            {
                var (least, most) = part.Visible(from, to, Keys);
                for (var first = 0; first < Keys; first++)
                    for (var end = first + 1; end <= Keys; end++)
                    {
                        var (some, all) = (false, true);
                        for (var i = from; i < to; i++)
                            for (var j = first; j < end; j++) (some, all) = (some || part.Sees(i, j), all && part.Sees(i, j));
                        var (kind, want) = (part.Classify(from, to, first, end),
                            !some ? BlockKind.Empty : all ? BlockKind.Unchanged : BlockKind.Partial);
                        var right = kind == want || (!exactly && kind == BlockKind.Partial);
                        Assert.True(right, $"{typeof(TPart).Name}: queries {from}..{to}, keys {first}..{end} are {want}, not {kind}");
                        Assert.True(!some || (first < most && end > least),
                            $"{typeof(TPart).Name}: keys {least}..{most} of queries {from}..{to} leave out some of {first}..{end}");
                    }
            }
    }
}
