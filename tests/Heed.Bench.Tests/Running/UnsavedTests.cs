using Heed.Bench.Running;
using Heed.Bench.Stores;
using Heed.Bench.Tests.Worker;
using Heed.Testing;
using Microsoft.Extensions.Logging;

namespace Heed.Bench.Tests.Running;

public sealed class UnsavedTests : IDisposable
{
    private static readonly Cell One = new("t", 1, "m", new(("n", 1)), 1);

    private readonly Folder folder = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public void Stores_of_one_name_in_two_folders_do_not_take_the_rows_of_each_other()
    {
        using var one = Made("one");
        using var other = Made("other");
        one.Add([One]);
        other.Add([One]);
        new Unsaved(folder["cache"], one.Identity).Keep(Stores.StoreTests.Row(One), "somebody");
        Assert.Equal((0, 1), (Written(other), Written(one)));
        Assert.Equal((0, 1), (other.Rows().Count, one.Rows().Count));
    }

    [Fact]
    public void A_row_whose_cell_the_store_does_not_have_waits_and_stops_nothing()
    {
        using var store = Made("one");
        var (meant, unknown) = (One, One with { Seed = 2 });
        store.Add([meant]);
        var unsaved = new Unsaved(folder["cache"], store.Identity);
        var waits = unsaved.Keep(Stores.StoreTests.Row(unknown), "somebody");
        unsaved.Keep(Stores.StoreTests.Row(meant), "somebody");
        Assert.Equal(1, Written(store));
        Assert.True(File.Exists(waits));
    }

    [Fact]
    public void Each_row_that_waits_is_told_to_the_log()
    {
        using var store = Made("one");
        using var log = new CollectingLogger(LogLevel.Information);
        var file = new Unsaved(folder["cache"], store.Identity).Keep(Stores.StoreTests.Row(One), "somebody");
        Assert.Equal([$"The store could not be written: the row of '{One}' waits in '{file}'."],
            log.Of(201, "RowWaits", LogLevel.Information));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"row":null,"owner":"x"}""")]
    public void A_damaged_file_is_named_and_stops_nothing(string text)
    {
        using var store = Made("one");
        var cells = ActingTask.Cells(1, Act.Nothing, 0);
        var damaged = new Unsaved(folder["cache"], store.Identity).Keep(Stores.StoreTests.Row(One), "somebody");
        File.WriteAllText(damaged, text);
        var said = new List<string>();
        new Runner(store, new() { Worker = [Processes.Worker, "worker"], Cache = folder["cache"], Threads = 1 }, ActingTask.All)
            .Run(cells, new Told(said), TestContext.Current.CancellationToken);
        Assert.Single(store.Rows());
        Assert.Contains(said, s => s.Contains(damaged, StringComparison.Ordinal));
    }

    private Store Made(string name)
    {
        Directory.CreateDirectory(folder[name]);
        return Store.Open(Path.Combine(folder[name], "store.sqlite"));
    }

    private int Written(Store store)
    {
        using var claims = new Claims(store, TimeSpan.FromMinutes(1));
        return new Unsaved(folder["cache"], store.Identity).WriteTo(store, claims).Written;
    }

    private sealed class Told(List<string> said) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            lock (said) if (value.Note is { } line) said.Add(line);
        }
    }
}
