namespace Heed.Kernels.Bench.Tests;

public sealed class ReportTests
{
    private static readonly Stamp Stamp = new("abc", "2026-01-01");

    private static Outcome Made(Kind kind, Pattern pattern, Size size, double ours, params (Rival Rival, double Seconds)[] others)
        => Outcome.From(
        new(kind, size, pattern, 1, 0, [.. others.Select(o => o.Rival)]),
            [[ours, ours, ours], .. others.Select(o => new[] { o.Seconds, o.Seconds, o.Seconds })], new(512, 1, 1e9, 2e9), Stamp);

    [Fact]
    public void Quartiles_lie_between_the_numbers()
        => Assert.Equal(new Quartiles(4, 2.5, 1.75, 3.25), Quartiles.Of([4, 1, 3, 2]));

    [Fact]
    public void The_geometric_mean_of_a_double_and_a_half_is_one() => Assert.Equal(1, Quartiles.GeometricMean([2, 0.5]), 12);

    [Fact]
    public void A_ratio_is_the_time_of_the_other_by_ours_round_by_round()
    {
        var outcome = Outcome.From(new(Kind.Forward, new(1, 1, 8, 8, 4), Patterns.Plain, 1, 0, Rival.LibTorch), [[1, 10, 1], [3, 30, 3]],
            new(512, 1, 1e9, 2e9), Stamp);
        Assert.Equal(3.0, outcome.Ratio(Rival.LibTorch));
        Assert.Null(outcome.Ratio(Rival.OnnxRuntime));
    }

    [Fact]
    public void The_share_of_the_roof_is_of_arithmetic_or_of_reading()
    {
        Assert.Equal(2.0 * 2 * 64 * 4 / 1e-6 / 1e9, Made(Kind.Forward, Patterns.Plain, new(1, 1, 8, 8, 4), 1e-6).Share, 9);
        Assert.Equal(2.0 * 100 * 4 * 4 / 1e-6 / 2e9, Made(Kind.Decode, Patterns.Plain, new(1, 1, 1, 100, 4), 1e-6).Share, 9);
        Assert.Equal(0.75, Made(Kind.Decode, Patterns.Plain, new(1, 1, 1, 100, 4), 4, (Rival.Roof, 3.0)).Share, 9);
    }

    [Fact]
    public void The_cost_of_a_pair_is_relative_to_a_plain_one()
        => Assert.Equal(64.0 / 36, Made(Kind.Forward, Patterns.Causal, new(1, 1, 8, 8, 4), 1, (Rival.Plain, 1.0)).Cost!.Value, 9);

    [Theory]
    [InlineData(true, 2.0, true)]
    [InlineData(true, 2.5, false)]
    [InlineData(false, 8.0, true)]
    [InlineData(false, 7.0, false)]
    public void A_target_is_judged_by_its_worst_case(bool atLeast, double bound, bool met)
    {
        Outcome[] outcomes = [.. new[] { 2.0, 8, 4 }.Select((x, i)
            => Made(Kind.Forward, Patterns.Plain, new(1, 1, 8 + i, 8, 4), 1, (Rival.LibTorch, x)))];
        var (value, reached, where) = new Target("", bound, atLeast, false, o => o.Ratio(Rival.LibTorch)).Judge(outcomes)!.Value;
        Assert.Equal((atLeast ? 2.0 : 8.0, met), (value, reached));
        Assert.Equal(outcomes[atLeast ? 0 : 1].Case.Name, where);
        Assert.Equal(4.0, new Target("", bound, atLeast, true, o => o.Ratio(Rival.LibTorch)).Judge(outcomes)!.Value.Value, 9);
        Assert.Null(new Target("", bound, atLeast, true, o => o.Ratio(Rival.Repeated)).Judge(outcomes));
    }

    [Fact]
    public void The_mean_that_ends_a_run_leaves_mask_tensors_out()
    {
        var size = new Size(1, 1, 8, 8, 4);
        Outcome[] outcomes = [Made(Kind.Forward, Patterns.Plain, size, 1, (Rival.LibTorch, 2.0)),
            Made(Kind.Forward, Patterns.Window, size, 1, (Rival.LibTorch, 50.0))];
        Assert.Equal(2.0, Targets.Mean(outcomes, Kind.Forward), 9);
        Assert.True(double.IsNaN(Targets.Mean(outcomes, Kind.Decode)));
    }

    [Fact]
    public void Numbers_can_be_read_back_and_joined()
    {
        Outcome[] old = [Made(Kind.Forward, Patterns.Plain, new(1, 1, 8, 8, 4), 0.125, (Rival.LibTorch, 0.25), (Rival.OnnxRuntime, 0.5)),
            Made(Kind.Decode, Patterns.Plain, new(4, 2, 1, 8, 4), 0.5, (Rival.Roof, 0.25))];
        var read = Csv.Read(Csv.Write(old));
        Assert.Equal(Csv.Write(old), Csv.Write(read));
        Outcome[] newer = [Made(Kind.Decode, Patterns.Plain, new(4, 2, 1, 8, 4), 0.75),
            Made(Kind.Forward, Patterns.Causal, new(1, 1, 8, 8, 4), 1)];
        Assert.Equal([0.125, 0.75, 1], Results.Joined(read, newer).Select(o => o.Kernel.Median));
        Assert.Contains("2.00", Page.Of("quick", read));
        Assert.Throws<FormatException>(() => Csv.Read("a,b\n"));
        Assert.Throws<FormatException>(() => Csv.Read(Csv.Head + "\n1,2\n"));
    }
}
