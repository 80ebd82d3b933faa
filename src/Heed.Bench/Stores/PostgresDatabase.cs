using System.Data.Common;
using Npgsql;

namespace Heed.Bench.Stores;

/// <summary>A store on a PostgreSQL server, which many machines may share.</summary>
internal sealed class PostgresDatabase : Database
{
    private const long SchemaLock = 0x48656564;                                             // "Heed"

    private readonly NpgsqlDataSource source;

    /// <summary>A server.</summary>
    /// <param name="where">A connection string or an address.</param>
    /// <param name="patience">How long to try again when it is out of reach.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public PostgresDatabase(string where, TimeSpan patience)
    {
        Patience = patience;
        try
        {
            var builder = StoreName.IsAddress(where) ? StoreName.FromAddress(where) : new NpgsqlConnectionStringBuilder(where);
            if (string.IsNullOrEmpty(builder.Host)) throw new FormatException("It names no host.");
            if (builder.Timeout == 15) builder.Timeout = 10;                                // seconds to connect
            builder.ApplicationName ??= "heed bench";
            Name = $"PostgreSQL {builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
            source = NpgsqlDataSource.Create(builder);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or UriFormatException)
        {
            throw new StoreException($"The connection string of the store cannot be read. {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override string Identity => Name;

    /// <inheritdoc />
    public override void Dispose() => source.Dispose();

    /// <inheritdoc />
    public override void LockSchema(DbConnection connection, DbTransaction transaction) =>
        connection.Query(transaction, $"SELECT 1 FROM (SELECT pg_advisory_xact_lock({SchemaLock})) AS locked", _ => 1);

    /// <inheritdoc />
    public override bool HasTable(DbConnection connection, DbTransaction transaction, string table) =>
        connection.Query(transaction, "SELECT 1 WHERE to_regclass(@name) IS NOT NULL", _ => 1, ("@name", table)).Count > 0;

    /// <inheritdoc />
    protected override DbConnection Open() => source.OpenConnection();

    /// <inheritdoc />
    protected override DbTransaction Begin(DbConnection connection) => connection.BeginTransaction();

    /// <inheritdoc />
    protected override bool IsOutOfReach(DbException e) => e switch
    {
        PostgresException p => p.IsTransient
            || p.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow,
        NpgsqlException => true,
        _ => e.IsTransient,
    };

    /// <inheritdoc />
    protected override string Explain(DbException e) => IsOutOfReach(e)
        ? $"{Name} is out of reach: {e.Message.TrimEnd('.')}; what was written to it is safe, and the same command goes on when it is back."
        : e is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        ? $"{Name} cannot grow: its disk is full; what was written is safe."
        : $"{Name} refused: {((e as PostgresException)?.MessageText ?? e.Message).TrimEnd('.')}.";
}
