namespace Heed.Kernels.Bench.Tests;

public sealed class ContestantTests
{
    private static readonly Budget Once = new(0, 1e-6, 1, 1, 1);

    public static TheoryData<string> Names
        => [.. typeof(Patterns).GetProperties().Select(p => p.GetValue(null)).OfType<Pattern>().Select(p => p.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Everybody_computes_what_the_definition_says(string pattern)
    {
        var told = Patterns.Named(pattern).Told;
        Check(new(Kind.Forward, new(2, 2, 300, 300, 16), Patterns.Named(pattern), 1, 0,
            told == Told.Formula ? [Rival.LibTorch] : [Rival.LibTorch, Rival.OnnxRuntime]));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    public void Everybody_reads_grouped_heads_in_the_same_way(int groups) =>
        Check(new(Kind.Decode, new(4, groups, 1, 200, 16), Patterns.Plain, 2, 0, Rival.LibTorch, Rival.Repeated, Rival.OnnxRuntime));

    [Theory]
    [InlineData("Contiguous")]
    [InlineData("Ring")]
    [InlineData("Paged")]
    public void A_cache_reads_what_the_others_read_from_the_caller(string store)
    {
        var one = new Case(Kind.Decode, new(4, 2, 1, 203, 16), Patterns.Plain, 2, 0, Rival.LibTorch, Rival.Roof);
        Check(one with { Store = Enum.Parse<Store>(store) });
    }

    [Fact]
    public void Some_rows_of_a_large_case_are_the_first_the_last_and_others()
    {
        var rows = Judge.Rows(Kind.Forward, new(8, 8, 4096, 4096, 128));
        Assert.InRange(rows.Length, 3, 100);
        Assert.Equal((0, 4095), (rows[0], rows[^1]));
        Assert.Distinct(rows);
        Assert.Equal(Enumerable.Range(0, 20), Judge.Rows(Kind.Backward, new(2, 2, 20, 20, 8)));
    }

    [Theory]
    [InlineData("plain", 40)]
    [InlineData("causal", 40)]
    [InlineData("causal", 3000)]
    public void Everybody_computes_the_gradients_that_the_definition_says(string pattern, int tokens) =>
        Check(new(Kind.Backward, new(2, 2, tokens, tokens, 16), Patterns.Named(pattern), 1, 0, Rival.LibTorch));

    [Theory]
    [InlineData("Forward", 0, "output of head 0, query 39, feature 7")]
    [InlineData("Forward", 1, "output of head 0, query 39, feature 7")]
    [InlineData("Backward", 0, "dv of head 0, key 39, feature 7")]
    public void Timing_is_refused_when_somebody_is_wrong(string kind, int who, string where)
    {
        var one = new Case(Enum.Parse<Kind>(kind), new(1, 1, 40, 40, 8), Patterns.Causal, 1, 0, Rival.LibTorch);
        using var operands = new Operands(one.Size);
        var contestants = one.Enter(operands);
        var wrong = new Wrong(contestants[who]);
        contestants[who] = wrong;
        var thrown = Assert.Throws<WrongResult>(() => Measurement.Of(one, operands, contestants, Once,
            TestContext.Current.CancellationToken));
        Assert.Contains(who == 0 ? "Heed.Kernels is not timed" : "LibTorch is not timed", thrown.Message);
        Assert.Contains(where, thrown.Message);
        Assert.Equal(0, wrong.Timed);
        foreach (var contestant in contestants) contestant.Dispose();
    }

    private static void Check(Case one)
    {
        torch.set_num_threads(one.Threads);
        using var operands = new Operands(one.Size);
        var contestants = one.Enter(operands);
        var seconds = Measurement.Of(one, operands, contestants, Once, TestContext.Current.CancellationToken);
        Assert.Equal(1 + one.Rivals.Length, seconds.Length);
        Assert.All(seconds, s => Assert.True(Assert.Single(s) > 0));
        foreach (var contestant in contestants) contestant.Dispose();
    }

    /// <summary>Computes the last number a little wrong.</summary>
    private sealed class Wrong(Contestant right) : Contestant
    {
        public int Timed { get; private set; }

        public override void Run() => Timed++;

        public override float[][] Compute(Tensor gradient)
        {
            var all = right.Compute(gradient);
            all[^1][^1] += 1e-2f;
            return all;
        }

        public override void Dispose() => right.Dispose();
    }
}
