using Heed.Bench.Stores;
using Heed.Bench.Tests.Worker;
using Parquet.Serialization;

namespace Heed.Bench.Tests.Stores;

/// <summary>What every store does; each kind of database runs all of it.</summary>
public abstract class StoreTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Where an empty store can be made.</summary>
    protected abstract string Where { get; }

    [Fact]
    public void A_row_reads_back_as_it_was_written_to_the_bit()
    {
        using var store = Store.Open(Where);
        var cell = Cells(1)[0];
        var outcome = new Outcome
        {
            Numbers = [new("score", 0.1 + 0.2, "", double.Epsilon, null), new("score", double.NaN, "sigma=2"),
                new("process", double.NegativeInfinity)],
            Spent = new(long.MaxValue, 1, 1e300, 5),
            Curves = [new("c", "x", "y", [1], [double.NaN])],
            HeatMaps = [new("h", "r", "c", ["a'b", "ü"], ["1"], [1, 2])],
            DataHash = "00ff",
            Notes = ["one", "two; --"],
        };
        var finished = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);
        var row = new Row(cell, CellState.Done, "", outcome, Conditions.Here, 2, 1.25, 1L << 40, finished);
        store.Add([cell]);
        Assert.True(store.TryClaim(cell, "me", Minute));
        Assert.True(store.Finish(row, "me"));
        var read = Assert.Single(store.Rows());
        Assert.Equal(RowText.Json(row), RowText.Json(read));
        Assert.Equal(DateTimeKind.Utc, read.Finished.Kind);
        Assert.Equal(cell, read.Cell);
    }

    [Fact]
    public void Cells_are_added_once_and_come_back_as_they_were()
    {
        using var store = Store.Open(Where);
        store.Add(Cells(3));
        store.Add(Cells(5));
        Assert.Equal(Cells(5).ToHashSet(), store.Cells().ToHashSet());
        Assert.Equal(5, store.Cells().Count);
    }

    [Fact]
    public void What_is_claimed_is_held_until_it_expires()
    {
        using var store = Store.Open(Where);
        var cell = Cells(1)[0];
        store.Add([cell]);
        Assert.True(store.TryClaim(cell, "a", Minute));
        Assert.False(store.TryClaim(cell, "b", Minute));
        Assert.True(store.Renew(cell, "a", TimeSpan.FromSeconds(-1)));
        Assert.True(store.TryClaim(cell, "b", Minute));
        Assert.False(store.Renew(cell, "a", Minute));
        Assert.False(store.Finish(Row(cell), "a"));
        Assert.Empty(store.Rows());
        Assert.True(store.Finish(Row(cell), "b"));
        Assert.False(store.TryClaim(cell, "c", Minute));
        Assert.False(store.Finish(Row(cell), "b"));
        Assert.Single(store.Rows());
    }

    [Fact]
    public void What_is_given_back_or_forgotten_can_be_claimed_again()
    {
        using var store = Store.Open(Where);
        var cell = Cells(1)[0];
        store.Add([cell]);
        Assert.True(store.TryClaim(cell, "a", Minute));
        store.Release(cell, "b");
        Assert.False(store.TryClaim(cell, "b", Minute));
        store.Release(cell, "a");
        Assert.True(store.TryClaim(cell, "b", Minute));
        Assert.True(store.Finish(Row(cell), "b"));
        store.Release(cell, "b");
        Assert.False(store.TryClaim(cell, "a", Minute));
        store.Forget([cell]);
        Assert.Empty(store.Rows());
        Assert.True(store.TryClaim(cell, "a", Minute));
    }

    [Fact]
    public void Claims_of_processes_that_are_gone_are_given_back_and_others_are_kept()
    {
        using var store = Store.Open(Where);
        var cells = Cells(4);
        store.Add(cells);
        var self = Owner.Self;
        Assert.True(store.TryClaim(cells[0], $"{self}|x", Minute));
        Assert.True(store.TryClaim(cells[1], $"{self with { Process = int.MaxValue }}|x", Minute));
        Assert.True(store.TryClaim(cells[2], $"{self with { Started = self.Started + 1 }}|x", Minute));
        Assert.True(store.TryClaim(cells[3], $"{self with { Machine = "elsewhere", Process = int.MaxValue }}|x", Minute));
        Assert.Equal(2, store.ReleaseGone());
        Assert.Equal([false, true, true, false], cells.Select(c => store.TryClaim(c, "new", Minute)));
    }

    [Fact]
    public void A_row_is_kept_when_its_claim_was_lost_unless_somebody_else_has_the_cell()
    {
        using var store = Store.Open(Where);
        var cells = Cells(2);
        store.Add(cells);
        using var claims = new Bench.Running.Claims(store, Minute);
        Assert.All(cells, c => Assert.True(claims.TryTake(c)));
        foreach (var cell in cells) store.Release(cell, claims.Owner);
        Assert.True(store.TryClaim(cells[1], "another", Minute));
        Assert.True(claims.Finish(Row(cells[0])));
        Assert.False(claims.Finish(Row(cells[1])));
        Assert.Equal([cells[0]], store.Rows().Select(r => r.Cell));
    }

    [Fact]
    public void Of_many_that_claim_at_the_same_time_one_gets_each_cell()
    {
        var cells = Cells(40);
        using var store = Store.Open(Where);
        store.Add(cells);
        var taken = new System.Collections.Concurrent.ConcurrentBag<(Cell Cell, int Who)>();
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, who =>
        {
            using var own = Store.Open(Where);
            foreach (var cell in cells)
            {
                if (!own.TryClaim(cell, $"{who}", Minute)) continue;
                taken.Add((cell, who));
                Assert.True(own.Finish(Row(cell), $"{who}"));
            }
        });
        Assert.Equal(cells.Length, taken.Count);
        Assert.Equal(cells.ToHashSet(), taken.Select(t => t.Cell).ToHashSet());
        Assert.Equal(cells.Length, store.Rows().Count);
    }

    [Fact]
    public void A_store_of_an_older_version_is_brought_to_this_one_with_its_rows()
    {
        var cell = Cells(1)[0];
        using (var old = Store.Open(Where, true, null, [Schema.Steps[0]]))
        {
            old.Add([cell]);
            Assert.True(old.TryClaim(cell, "a", Minute));
            Assert.True(old.Finish(Row(cell), "a"));
        }

        using var store = Store.Open(Where, create: false);
        Assert.Equal(cell, Assert.Single(store.Rows()).Cell);
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        Store.Open(Where, true, null, [.. Schema.Steps, "CREATE TABLE heed_future (x integer)"]).Dispose();

        var refused = Assert.Throws<StoreException>(() => Store.Open(Where));
        Assert.Contains($"version {Schema.Version + 1}", refused.Message);
        Store.Open(Where, true, null, [.. Schema.Steps, "CREATE TABLE heed_future (x integer)"]).Dispose();
    }

    [Fact]
    public void A_step_that_fails_changes_nothing()
    {
        Assert.Throws<StoreException>(() => Store.Open(Where, true, null, [.. Schema.Steps, "CREATE TABLE nonsense ("]));
        using var store = Store.Open(Where);
        Assert.Empty(store.Cells());
    }

    [Fact]
    public async Task What_is_exported_has_a_line_for_each_number()
    {
        using var store = Store.Open(Where);
        var cells = Cells(2);
        store.Add(cells);
        foreach (var cell in cells) Assert.True(store.TryClaim(cell, "a", Minute));
        store.Finish(Row(cells[0]), "a");
        store.Finish(Row(cells[1]) with { Outcome = null, State = CellState.Failed, Reason = "no luck" }, "a");
        using var stream = new MemoryStream();
        await ParquetExport.WriteAsync(store.Rows(), stream);
        stream.Position = 0;
        var cancel = TestContext.Current.CancellationToken;
        var lines = (await ParquetSerializer.DeserializeAsync<ParquetLine>(stream, cancellationToken: cancel)).Data;
        Assert.Equal(3, lines.Count);
        Assert.Equal(0.5, lines.Single(l => l.metric == "score").value);
        Assert.Equal(("failed", "no luck"), (lines.Single(l => l.metric is null).state, lines.Single(l => l.metric is null).reason));
        Assert.All(lines, l => Assert.Equal(Conditions.Here.Cpu, l.cpu));
    }

    private static Cell[] Cells(int count) => ActingTask.Cells(count, Act.Nothing, 0);

    internal static Row Row(Cell cell) => new(cell, CellState.Done, "",
        new() { Numbers = [new("score", 0.5), new("process", 7)], Spent = new() }, Conditions.Here, 1, 1, null, DateTime.UtcNow);
}
