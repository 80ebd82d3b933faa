using Heed.Bench.Stores;
using Microsoft.Data.Sqlite;

namespace Heed.Bench.Tests.Stores;

/// <summary>Files that somebody has changed: each is refused in a sentence.</summary>
public sealed class OddStoreTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Theory]
    [InlineData("UPDATE heed_store SET version = -1")]
    [InlineData("UPDATE heed_store SET version = 9223372036854775807")]
    [InlineData("DELETE FROM heed_store")]
    [InlineData("INSERT INTO heed_store VALUES (1)")]
    [InlineData("UPDATE heed_cells SET seed = 9223372036854775807")]
    [InlineData("UPDATE heed_cells SET size = 'n=1 n=2'")]
    [InlineData("UPDATE heed_cells SET size = 'odd'")]
    [InlineData("UPDATE heed_rows SET state = 'odd'")]
    [InlineData("UPDATE heed_rows SET state = ''")]
    [InlineData("UPDATE heed_rows SET outcome = NULL")]
    [InlineData("UPDATE heed_rows SET outcome = 'null'")]
    [InlineData("UPDATE heed_rows SET outcome = '{'")]
    [InlineData("UPDATE heed_rows SET outcome = '{\"numbers\":null,\"spent\":{}}'")]
    [InlineData("UPDATE heed_rows SET outcome = '{\"numbers\":[null],\"spent\":{}}'")]
    [InlineData("UPDATE heed_rows SET outcome = "
        + "'{\"numbers\":[],\"spent\":{},\"curves\":[{\"name\":\"\",\"x_name\":\"\",\"y_name\":\"\",\"x\":[1],\"y\":[]}]}'")]
    [InlineData("UPDATE heed_rows SET finished = 'yesterday'")]
    [InlineData("UPDATE heed_rows SET finished = ''")]
    [InlineData("UPDATE heed_rows SET cores = 9223372036854775807")]
    [InlineData("ALTER TABLE heed_rows DROP COLUMN cpu")]
    public void A_store_that_was_changed_is_refused_in_a_sentence(string change)
    {
        Made(change);
        var e = Assert.Throws<StoreException>(() =>
        {
            using var store = Store.Read(folder["store"]);
            store.Rows();
        });
        Assert.Contains(folder["store"], e.Message);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_claim_that_a_wrong_clock_made_does_not_hold_its_cell()
    {
        var cell = Made("SELECT 1");
        Change("DELETE FROM heed_rows");
        using var store = Store.Open(folder["store"]);
        Change($"UPDATE heed_claims SET owner = 'x', expires = {DateTimeOffset.UtcNow.AddYears(1).ToUnixTimeSeconds()}");
        Assert.True(store.TryClaim(cell, "me", TimeSpan.FromDays(1000)));
        Assert.False(store.TryClaim(cell, "other", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Reading_an_older_store_leaves_it_as_it_is()
    {
        var cell = Made("SELECT 1", Schema.Steps[0]);
        using (var store = Store.Read(folder["store"])) Assert.Equal(cell, Assert.Single(store.Rows()).Cell);
        Assert.Equal(1L, Change("SELECT version FROM heed_store"));
    }

    [Fact]
    public void A_store_that_cannot_be_written_to_is_read_from_a_copy()
    {
        var cell = Made("SELECT 1");
        string[] before = [.. Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)];
        using (var copy = SqliteDatabase.CopyOf(folder["store"], TimeSpan.FromSeconds(1)))
        {
            Assert.Equal((folder["store"], 1), (copy.Name, copy.Do(RowTable.Read).Count));
            Assert.Equal(cell, copy.Do(RowTable.Read)[0].Cell);
        }

        Assert.Equal(before, Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;          // to whom no folder can be closed
        File.SetUnixFileMode(folder["store"], UnixFileMode.UserRead);
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using (var store = Store.Read(folder["store"])) Assert.Single(store.Rows());
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Cell Made(string change, params string[] steps)
    {
        var cell = new Cell("t", 1, "m", new(("n", 1)), 1);
        using (var store = Store.Open(folder["store"], true, null, steps.Length > 0 ? steps : Schema.Steps))
        {
            store.Add([cell]);
            Assert.True(store.TryClaim(cell, "a", TimeSpan.FromMinutes(1)));
            Assert.True(store.Finish(StoreTests.Row(cell), "a"));
        }

        Change(change);
        return cell;
    }

    private object? Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder["store"]};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
