namespace Heed.Kernels.Bench.Tests;

public sealed class RoofTests
{
    [Fact]
    public void Peak_counts_two_operations_for_each_lane_of_each_multiply_add_that_it_does()
    {
        Counted.Done = 0;
        var operations = Peak<Counted, float>.Run(lanes: 1);
        Assert.Equal(2.0 * Counted.Done, operations);
        Assert.Equal(16 * operations, Peak<Counted, float>.Run(lanes: 16));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_stream_reads_every_float_that_it_counts_and_no_share_twice(int shares)
    {
        using var buffer = new StreamBuffer(1 << 14);
        for (var i = 0; i < shares; i++)
        {
            var bytes = buffer.Read(i, shares);
            Assert.Equal(Together.Kept * sizeof(float), bytes);                      // the buffer holds ones, so their sum is their number
            Assert.InRange(bytes, 1, (1 << 14) / 4 / shares * sizeof(float));
        }
    }

    [Fact]
    public void Threads_that_work_together_are_counted_together()
    {
        var seen = new int[3];
        var rate = Together.Rate(3, i =>
        {
            seen[i]++;
            return 5;
        });
        Assert.Equal([1, 1, 1], seen);
        Assert.True(rate > 0);                                                             // of no time at all, it is without end
    }

    [Fact]
    public void The_time_of_threads_is_from_the_first_start_to_the_last_end_whoever_runs_first()
    {
        var second = System.Diagnostics.Stopwatch.Frequency;
        foreach (var (starts, ends) in ((long[], long[])[])[([4, 1, 2], [5, 2, 3]), ([1, 4, 4], [2, 5, 5]), ([1, 1, 1], [5, 5, 5])])
            Assert.Equal(15 / 4.0, Together.Rate([5, 5, 5], [.. starts.Select(t => t * second)], [.. ends.Select(t => t * second)]), 6);
    }

    /// <summary>A register of one lane that counts what is done.</summary>
    private readonly struct Counted : IWide<float>
    {
        public static long Done { get; set; }

        public static float Create(float x) => x;

        public static float Fma(float a, float b, float c)
        {
            Done++;
            return a * b + c;
        }

        public static float Sum(float x) => x;
    }
}
