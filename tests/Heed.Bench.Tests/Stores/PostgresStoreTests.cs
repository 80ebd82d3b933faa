using Heed.Bench.Stores;

namespace Heed.Bench.Tests.Stores;

public sealed class PostgresStoreTests(PostgresServer server) : StoreTests, IClassFixture<PostgresServer>
{
    private string? where;

    protected override string Where => where ??= server.NewDatabase();

    [Fact]
    public void An_address_means_the_same_as_a_connection_string()
    {
        using (var store = Store.Open(Where)) store.Add([new("t", 1, "m", new(), 1)]);
        var database = Where.Split("Database=")[1];
        using var same = Store.Open($"postgresql://heed@127.0.0.1:{server.Port}/{database}", create: false);
        Assert.Single(same.Cells());
    }

    [Fact]
    public async Task A_server_that_goes_and_comes_back_is_waited_for()
    {
        using var store = Store.Open(Where);
        store.Add([new("t", 1, "m", new(("n", 1)), 1)]);
        var waited = 0;
        store.Waits = _ => Interlocked.Increment(ref waited);
        server.Stop();
        var adding = Task.Run(() => store.Add([new("t", 1, "m", new(("n", 2)), 1)]), TestContext.Current.CancellationToken);
        while (Volatile.Read(ref waited) == 0 && !adding.IsCompleted) Thread.Sleep(20);
        server.Start();
        await adding;
        Assert.Equal(2, store.Cells().Count);
    }

    [Fact]
    public void A_server_that_stays_away_is_named_without_the_password()
    {
        Assert.SkipUnless(server.Missing is null, $"PostgreSQL: {server.Missing}");
        var gone = Assert.Throws<StoreException>(() =>
            Store.Open("Host=127.0.0.1;Port=1;Username=heed;Password=secret;Database=x", patience: TimeSpan.FromSeconds(1)));
        Assert.Contains("127.0.0.1:1/x is out of reach", gone.Message);
        Assert.DoesNotContain("secret", gone.Message);
    }

    [Theory]
    [InlineData("Host=a;Prot=1")]
    [InlineData("postgresql://")]
    public void A_connection_string_that_cannot_be_read_is_refused(string text) =>
        Assert.Throws<StoreException>(() => Store.Open(text, patience: TimeSpan.FromSeconds(1)));

    [Fact]
    public void A_database_that_there_is_not_is_refused_in_one_line()
    {
        Assert.SkipUnless(server.Missing is null, $"PostgreSQL: {server.Missing}");
        var refused = Assert.Throws<StoreException>(() =>
            Store.Open($"Host=127.0.0.1;Port={server.Port};Username=heed;Database=nothing", patience: TimeSpan.FromSeconds(1)));
        Assert.Contains("nothing", refused.Message);
    }
}
