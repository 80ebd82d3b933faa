namespace Heed.Kernels.Bench.Tests;

public sealed class CaseTests
{
    [Theory]
    [InlineData("plain", 64)]
    [InlineData("causal", 36)]
    [InlineData("window256", 36)]
    [InlineData("softcap", 64)]
    [InlineData("alibi+causal", 36)]
    public void Visible_pairs_are_counted(string pattern, long pairs)
        => Assert.Equal(pairs, Patterns.Named(pattern).Pairs(new(2, 2, 8, 8, 4)));

    [Fact]
    public void Forward_work_is_two_products_and_the_backward_pass_adds_five()
    {
        var size = new Size(3, 3, 8, 8, 4);
        Assert.Equal(2 * 2.0 * 3 * 36 * 4, new Case(Kind.Forward, size, Patterns.Causal, 1, 0).Work);
        Assert.Equal(7 * 2.0 * 3 * 36 * 4, new Case(Kind.Backward, size, Patterns.Causal, 1, 0).Work);
    }

    [Fact]
    public void Decoding_reads_the_keys_and_values_of_each_group_once()
        => Assert.Equal(2 * 4 * 1000 * 16 * 4.0, new Case(Kind.Decode, new(32, 4, 1, 1000, 16), Patterns.Plain, 1, 0).Work);

    [Fact]
    public void No_case_stands_twice_in_a_grid()
    {
        foreach (var grid in (IEnumerable<Case>[])[Grid.Quick, Grid.Full]) Assert.Distinct(grid.Select(c => c.Name));
    }

    [Fact]
    public void The_full_grid_has_the_cases_that_were_asked_for()
    {
        var names = Grid.Full.Select(c => c.Name).ToHashSet();
        var square = from n in (int[])[1, 16, 128, 512, 1024, 2048, 4096, 8192]
                     from p in (string[])["plain", "causal"]
                     from d in (int[])[32, 64, 80, 128]
                     from t in (int[])[1, 2]
                     from kind in Enum.GetValues<Kind>().Where(k => k != Kind.Decode && Grid.Full.Any(c => c.Kind == k))
                     select $"{kind.ToString().ToLowerInvariant()} {p} n={n} D={d} threads={t}";
        var decode = from m in (int[])[1024, 4096, 32768]
                     from g in (int[])[32, 8, 1]
                     from t in (int[])[1, 2]
                     select $"decode plain keys={m} heads=32/{g} D=64 threads={t}";
        var cached = ((string[])["contiguous", "ring", "paged"])
            .Select(store => $"decode plain keys=4096 heads=32/8 D=64 threads=2 cache={store}");
        string[] wanted = [.. square, .. decode, "forward window256 n=8192 D=64 threads=2", .. cached];
        Assert.All(wanted, name => Assert.Contains(name, names));
    }

    [Theory]
    [InlineData("n=512", true)]
    [InlineData("n=51", false)]
    [InlineData("alibi", true)]
    [InlineData("ALIBI d=64", true)]
    public void Words_choose_cases_whole(string only, bool some)
    {
        if (some)
            Assert.All(BenchCommand.Choose(quick: true, 0, only),
                c => Assert.Contains(only.Split(' ')[0], c.Name, StringComparison.OrdinalIgnoreCase));
        else Assert.Contains("--list names them", Assert.Throws<ArgumentException>(() => BenchCommand.Choose(quick: true, 0, only))
            .Message);
    }

    [Fact]
    public void A_forced_width_is_forced_everywhere_and_once()
    {
        var cases = BenchCommand.Choose(quick: true, 256, "");
        Assert.All(cases, c => Assert.Equal(256, c.Registers));
        Assert.Distinct(cases.Select(c => c.Name));
    }
}
