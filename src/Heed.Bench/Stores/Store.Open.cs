namespace Heed.Bench.Stores;

public sealed partial class Store
{
    /// <summary>Opens a store.</summary>
    /// <param name="where">A file, a PostgreSQL connection string or address, or <c>@FILE</c> with one of them in it.</param>
    /// <param name="create">Whether to make it when it is missing.</param>
    /// <param name="patience">How long to wait for others and for a server that is out of reach; null = a minute.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why.</exception>
    public static Store Open(string where, bool create = true, TimeSpan? patience = null) => Open(where, create, patience, Schema.Steps);

    /// <summary>Opens a store of another schema.</summary>
    internal static Store Open(string where, bool create, TimeSpan? patience, IReadOnlyList<string> steps)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(where);
        var (named, wait) = (StoreName.Of(where), patience ?? TimeSpan.FromMinutes(1));
        return Opened(
            StoreName.IsServer(named) ? new PostgresDatabase(named, wait) : new SqliteDatabase(named, create, wait),
            database => Schema.Bring(database, steps, create));
    }

    /// <summary>
    /// Opens a store to read it; nothing is written to it. A file that lies where nothing can be written is read from a copy of it.
    /// </summary>
    /// <param name="where">A file, or a PostgreSQL connection string or address.</param>
    /// <param name="patience">How long to wait for others and for a server that is out of reach; null = a minute.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why.</exception>
    public static Store Read(string where, TimeSpan? patience = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(where);
        var (named, wait) = (StoreName.Of(where), patience ?? TimeSpan.FromMinutes(1));
        if (StoreName.IsServer(named)) return Opened(new PostgresDatabase(named, wait), Schema.RequireReadable);
        try
        {
            return Opened(new SqliteDatabase(named, false, wait), Schema.RequireReadable);
        }
        catch (StoreException e) when (SqliteDatabase.IsForReading(e))
        {
            return Opened(SqliteDatabase.CopyOf(named, wait), Schema.RequireReadable);
        }
    }

    private static Store Opened(Database database, Action<Database> check)
    {
        try
        {
            check(database);
            return new(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
