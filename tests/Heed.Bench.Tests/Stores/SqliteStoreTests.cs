using Heed.Bench.Stores;
using Microsoft.Data.Sqlite;

namespace Heed.Bench.Tests.Stores;

public sealed class SqliteStoreTests : StoreTests, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Folder folder = new();

    protected override string Where => folder["store.sqlite"];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("these are my notes\n", 200));
        File.WriteAllText(Where, text);
        Assert.Contains("is no store", Assert.Throws<StoreException>(() => Store.Open(Where, patience: Second)).Message);
        Assert.Equal(text, File.ReadAllText(Where));
    }

    [Fact]
    public void A_database_of_something_else_is_refused_when_it_is_only_read()
    {
        using (var other = new SqliteConnection($"Data Source={Where}"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE recipes (name text)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("no store", Assert.Throws<StoreException>(() => Store.Open(Where, create: false)).Message);
    }

    [Fact]
    public void A_damaged_file_is_called_damaged()
    {
        using (var store = Store.Open(Where)) store.Add(Enumerable.Range(0, 500).Select(i => new Cell("t", 1, "m", new(("n", i)), 1)));
        SqliteConnection.ClearAllPools();
        var bytes = File.ReadAllBytes(Where);
        Array.Fill(bytes, (byte)0x5A, 4096, bytes.Length - 4096);
        File.WriteAllBytes(Where, bytes);
        File.Delete(Where + "-wal");
        Assert.Contains("damaged", Assert.Throws<StoreException>(() =>
        {
            using var store = Store.Open(Where, patience: Second);
            store.Cells();
        }).Message);
    }

    [Fact]
    public void A_store_that_another_program_locks_is_called_locked()
    {
        using var store = Store.Open(Where, patience: Second);
        using var other = new SqliteConnection($"Data Source={Where};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction(System.Data.IsolationLevel.Serializable, deferred: false);
        Assert.Contains("locked by another program", Assert.Throws<StoreException>(() => store.Add([new("t", 1, "m", new(), 1)])).Message);
    }

    [Theory]
    [InlineData("missing", "There is no store")]
    [InlineData("no-folder/store.sqlite", "does not exist")]
    [InlineData(".", "is a folder")]
    public void What_is_not_there_is_said(string name, string says) =>
        Assert.Contains(says, Assert.Throws<StoreException>(() => Store.Open(folder[name], create: name.Contains('/'))).Message);
}
