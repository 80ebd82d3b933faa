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
            var builder = new NpgsqlConnectionStringBuilder(IsAddress(where) ? FromAddress(where) : where);
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

    /// <summary>Whether a text names a server, not a file.</summary>
    public static bool Names(string where) =>
        IsAddress(where) || where.Split(';').Any(p => p.Split('=')[0].Trim().ToLowerInvariant() is "host" or "server" && p.Contains('='));

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

    private static bool IsAddress(string where) =>
        where.StartsWith("postgres://", StringComparison.Ordinal) || where.StartsWith("postgresql://", StringComparison.Ordinal);

    private static string FromAddress(string where)
    {
        var address = new Uri(where);
        var builder = new NpgsqlConnectionStringBuilder
        { Host = address.Host, Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')) };
        if (address.Port > 0) builder.Port = address.Port;
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest])
        {
            builder.Username = Uri.UnescapeDataString(user);
            if (rest is [var password]) builder.Password = Uri.UnescapeDataString(password);
        }

        foreach (var option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = option.Split('=', 2) is [var n, var v] ? (n, Uri.UnescapeDataString(v))
                : throw new FormatException($"'{option}' is no option.");
            builder[name == "sslmode" ? "SSL Mode" : name] = value;
        }

        return builder.ToString();
    }
}
