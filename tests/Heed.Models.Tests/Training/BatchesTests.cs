using Heed.Models.Data;
using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

public sealed class BatchesTests
{
    private static readonly Example[] Examples = [.. Enumerable.Range(0, 1000)
        .Select(i => new Example([.. Enumerable.Repeat(4 + i, 1 + i * 7 % 30)], [4]))];

    [Fact]
    public void Every_pair_comes_once_in_an_epoch()
    {
        var batches = new PairBatches(Examples, [], 48, 1);
        Assert.Equal(21, batches.PerEpoch);
        for (var epoch = 0; epoch < 3; epoch++)
            Assert.Equal(Enumerable.Range(4, 1000), Enumerable.Range(0, 21).SelectMany(b => First(batches, epoch * 21 + b)).Order());
    }

    [Fact]
    public void A_batch_follows_from_seed_and_step_alone()
    {
        var (one, other) = (new PairBatches(Examples, [], 48, 1), new PairBatches(Examples, [], 48, 1));
        for (var step = 0; step < 40; step++) _ = First(one, step);
        Assert.Equal(First(one, 7), First(other, 7));
        Assert.Equal(First(one, 50), First(other, 50));
        Assert.NotEqual(First(one, 7), First(one, 28));
        Assert.NotEqual(First(one, 7), First(new PairBatches(Examples, [], 48, 2), 7));
    }

    [Fact]
    public void Batches_hardly_pad()
    {
        var batches = new PairBatches(Examples, [], 16, 1);
        var (places, padded) = (0L, 0L);
        for (var step = 0; step < batches.PerEpoch; step++)
        {
            using var batch = batches.At(step);
            places += batch.Source!.numel();
            padded += batch.Source.numel() - batch.SourceLengths.Sum();
        }

        Assert.True(padded * 20 < places, $"{padded} of {places} are padding");
    }

    [Fact]
    public void Windows_follow_from_seed_and_step_and_validation_sees_all_of_the_text_once()
    {
        var data = new TextData("t", string.Concat(Enumerable.Range(0, 4000).Select(i => (char)('a' + i % 26))), Segmentation.Characters);
        var batches = new WindowBatches(data, 32, 4, 1);
        using var one = batches.At(3);
        using var again = new WindowBatches(data, 32, 4, 1).At(3);
        using var other = batches.At(4);
        Assert.True(one.Target.eq(again.Target).all().item<bool>());
        Assert.False(one.Target.eq(other.Target).all().item<bool>());
        var seen = 0L;
        foreach (var batch in batches.Validation())
        {
            using (batch) seen += batch.Predicted;
        }

        Assert.Equal(399 / 32 * 32, seen);
        Assert.Equal(28, batches.PerEpoch);
        Assert.Throws<ArgumentException>(() => new WindowBatches(data, 4000, 1, 1));
    }

    private static int[] First(PairBatches batches, long step)
    {
        using var batch = batches.At(step);
        return [.. batch.Source!.select(1, 0).data<long>().Select(i => (int)i)];
    }
}
