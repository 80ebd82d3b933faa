using Heed.Bench.Tasks;

namespace Heed.Bench.Tests.Tasks;

/// <summary>The same cell gives the same numbers, and what is broken is seen.</summary>
public sealed class TrustTests
{
    private const string Small = "symbols=32 length=16 pairs=2 width=32 batch=32 rows=64";

    [Theory]
    [InlineData("scaled-dot-product")]
    [InlineData("gated-delta-net")]
    [InlineData(Contestant.Gru)]
    public void The_same_cell_gives_the_same_numbers_to_the_bit(string mechanism)
    {
        var task = Cells.Task<Mqar>();
        var (one, two) = (Cells.Run(task, mechanism, 3, Small + " steps=20"), Cells.Run(task, mechanism, 3, Small + " steps=20"));
        Assert.Equal(one.Numbers, two.Numbers);
        Assert.Equal(one.Curves.SelectMany(c => c.Y), two.Curves.SelectMany(c => c.Y));
        Assert.NotEqual(one.Curves.SelectMany(c => c.Y), Cells.Run(task, mechanism, 4, Small + " steps=20").Curves.SelectMany(c => c.Y));
    }

    [Fact]
    public void Fitting_gives_the_same_numbers_to_the_bit()
    {
        var task = Cells.Task<FidelityTask>();
        Assert.Equal(Cells.Run(task, "simple-gla", 1, "n=32 d=8 fit=3").Numbers,
            Cells.Run(task, "simple-gla", 1, "n=32 d=8 fit=3").Numbers);
    }

    [Fact]
    public void Who_looks_ahead_is_refused_by_every_task_that_forbids_it()
    {
        var leak = Contestant.Of("leaks-the-future", new LeaksTheFuture());
        Assert.Contains("depends on what comes later",
            Assert.Throws<NotApplicableException>(() => Cells.Run(Cells.Task<Mqar>(), leak, 1, Small)).Message);
        Assert.Contains("depends on what comes later",
            Assert.Throws<NotApplicableException>(() => Cells.Run(Cells.Task<CharacterTask>(), leak, 1, "steps=1")).Message);
    }

    [Fact]
    public void Who_looks_ahead_is_seen_by_its_weights()
    {
        var task = Cells.Task<FidelityTask>();
        Assert.InRange(Cells.Run(task, Contestant.Of("leaks-the-future", new LeaksTheFuture()), 1, "n=32 d=8")
            .Of("weight-ahead", "sigma=1"), 0.2, 1);
        Assert.Equal(0, Cells.Run(task, "scaled-dot-product", 1, "n=32 d=8").Of("weight-ahead", "sigma=1"));
    }

    [Fact]
    public void Who_ignores_the_keys_finds_them_by_chance()
    {
        var found = Cells.Run(Cells.Task<FidelityTask>(), Contestant.Of("ignores-keys", new IgnoresKeys()), 1, "n=64 d=8");
        Assert.Equal(0, found.Of("spearman", "input=needle"));
        Assert.Equal(0.5, found.Of("order-agreement", "input=needle"), 12);
        Assert.InRange(found.Of("recall-at-1", "input=needle"), 1 / 64.0, 1 / 32.0);       // 1/n for rows of n = 33 to 64 keys
        Assert.InRange(found.Of("frobenius", "input=needle"), 0.9, 1.1);
    }

    [Fact]
    public void Who_ignores_the_keys_does_not_learn_to_recall()
    {
        var task = Cells.Task<Mqar>();
        const string longer = Small + " steps=200 rate=0.006";
        Assert.InRange(Cells.Run(task, "scaled-dot-product", 1, longer).Of("accuracy"), 0.9, 1);
        Assert.InRange(Cells.Run(task, Contestant.Of("ignores-keys", new IgnoresKeys()), 1, longer).Of("accuracy"), 0, 0.6);
    }
}
