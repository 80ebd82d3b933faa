using System.Data.Common;

namespace Heed.Bench.Stores;

/// <summary>The tables of a store, and how an older store becomes one of today.</summary>
internal static class Schema
{
    /// <summary>
    /// What leads from each version to the next; the first makes an empty store one of version 1. What is here is never changed, only added
    /// to. The types are those that mean the same to SQLite and PostgreSQL.
    /// </summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE heed_cells (
            id text PRIMARY KEY, task text NOT NULL, version integer NOT NULL, mechanism text NOT NULL, size text NOT NULL,
            seed integer NOT NULL);
        CREATE TABLE heed_claims (
            cell text PRIMARY KEY REFERENCES heed_cells (id), owner text NOT NULL, expires double precision NOT NULL);
        CREATE TABLE heed_rows (
            cell text PRIMARY KEY REFERENCES heed_cells (id), state text NOT NULL, reason text NOT NULL, finished text NOT NULL,
            seconds double precision NOT NULL, peak_bytes bigint, threads integer NOT NULL, machine text NOT NULL, cpu text NOT NULL,
            cores integer NOT NULL, system text NOT NULL, runtime text NOT NULL, torch text NOT NULL, heed text NOT NULL,
            heed_commit text NOT NULL, data_hash text NOT NULL, parameters bigint, state_bytes bigint, flops double precision,
            steps bigint, outcome text);
        CREATE TABLE heed_numbers (
            cell text NOT NULL REFERENCES heed_rows (cell), metric text NOT NULL, condition text NOT NULL, value double precision,
            lower_quartile double precision, upper_quartile double precision, PRIMARY KEY (cell, metric, condition));
        """,
        """
        CREATE INDEX heed_cells_by_task ON heed_cells (task, mechanism);
        CREATE INDEX heed_claims_by_owner ON heed_claims (owner);
        """,
    ];

    private const string Table = "heed_store";

    /// <summary>Its rows and cells can be read as they are: what came after it changed no table.</summary>
    private const int OldestReadable = 1;

    /// <summary>The version that this program reads and writes.</summary>
    public static int Version => Steps.Count;

    /// <summary>Brings a store to the version of the steps.</summary>
    /// <param name="database">The store.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="create">Whether to make the tables when there are none.</param>
    /// <exception cref="StoreException">It is newer, or holds something else; nothing was changed.</exception>
    public static void Bring(Database database, IReadOnlyList<string> steps, bool create) => database.Do((connection, transaction) =>
    {
        database.LockSchema(connection, transaction);
        if (create && !database.HasTable(connection, transaction, Table))
        {
            connection.Run(transaction, $"CREATE TABLE {Table} (version integer NOT NULL)");
            connection.Run(transaction, $"INSERT INTO {Table} VALUES (0)");
        }

        var version = VersionOf(database, connection, transaction, steps.Count);
        for (var next = version; next < steps.Count; next++) connection.Run(transaction, steps[next]);
        if (version < steps.Count) connection.Run(transaction, $"UPDATE {Table} SET version = @version", ("@version", steps.Count));
    });

    /// <summary>Throws unless a store can be read as it is.</summary>
    /// <exception cref="StoreException">It is newer, or holds something else.</exception>
    public static void RequireReadable(Database database) => database.Do((connection, transaction) =>
    {
        if (VersionOf(database, connection, transaction, Version) < OldestReadable)
            throw new StoreException($"{database.Name} is too old to be read as it is: 'heed bench --resume' makes it one of today.");
    });

    private static int VersionOf(Database database, DbConnection connection, DbTransaction transaction, int known)
    {
        if (!database.HasTable(connection, transaction, Table))
            throw new StoreException($"{database.Name} is no store of 'heed bench': it has no table {Table}.");
        var found = connection.Query(transaction, $"SELECT version FROM {Table}", r => r.GetInt64(0));
        if (found is not [>= 0 and var version])
            throw new StoreException($"{database.Name} is no store of 'heed bench': its table {Table} should hold one version from 0 on.");
        return version <= known ? (int)version
            : throw new StoreException($"{database.Name} is of schema version {version}, "
                + $"and this program knows versions up to {known}: use the newer heed that wrote it.");
    }
}
