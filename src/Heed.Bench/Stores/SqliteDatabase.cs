using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Heed.Bench.Stores;

/// <summary>A store in one file, which several processes of one machine may read and write at the same time.</summary>
internal sealed class SqliteDatabase : Database
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Unwritable = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;

    private readonly string path;
    private string name;
    private readonly string connection;
    private string? temporary;

    /// <summary>A file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="create">Whether to make it when it is missing.</param>
    /// <param name="patience">How long to wait while others write.</param>
    /// <exception cref="StoreException">There is none, or no folder for it.</exception>
    public SqliteDatabase(string path, bool create, TimeSpan patience)
    {
        (name, this.path) = (path, Path.GetFullPath(path));
        Patience = TimeSpan.Zero;                                                           // SQLite itself waits
        if (Directory.Exists(path)) throw new StoreException($"'{path}' is a folder, where a file for the store was expected.");
        if (!File.Exists(path) && !create) throw new StoreException($"There is no store '{path}'; 'heed bench --store {path}' makes one.");
        if (Path.GetDirectoryName(this.path) is { } folder && !Directory.Exists(folder))
            throw new StoreException($"The folder of the store '{path}' does not exist.");
        connection = new SqliteConnectionStringBuilder
        {
            DataSource = this.path,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            DefaultTimeout = (int)Math.Ceiling(patience.TotalSeconds),
        }.ToString();
    }

    /// <inheritdoc />
    public override string Name => name;

    /// <inheritdoc />
    public override string Identity => path;

    /// <summary>
    /// A copy of a file, and of what was written to it last, to read where nothing can be written: SQLite needs files beside a store that
    /// tell its users of one another.
    /// </summary>
    /// <param name="path">Where.</param>
    /// <param name="patience">How long to wait while others write.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static SqliteDatabase CopyOf(string path, TimeSpan patience)
    {
        var folder = Directory.CreateTempSubdirectory("heed-store-").FullName;
        try
        {
            var copy = Path.Combine(folder, Path.GetFileName(path));
            foreach (var end in new[] { "", "-wal" })
            {
                if (!File.Exists(path + end)) continue;
                using var to = File.Create(copy + end);                                     // not File.Copy: the copy may be written to
                using var from = File.OpenRead(path + end);
                from.CopyTo(to);
            }

            return new(copy, create: false, patience) { name = path, temporary = folder };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Directory.Delete(folder, recursive: true);
            throw new StoreException($"The store '{path}' cannot be read. {e.Message}", e);
        }
    }

    /// <summary>Whether a store cannot be used because it, or the folder that it is in, cannot be written to.</summary>
    public static bool IsForReading(StoreException e) => e.InnerException is SqliteException { SqliteErrorCode: ReadOnly or CannotOpen };

    /// <inheritdoc />
    public override void Dispose()
    {
        using var any = new SqliteConnection(connection);
        SqliteConnection.ClearPool(any);
        if (temporary is not null && Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
    }

    /// <inheritdoc />
    public override void LockSchema(DbConnection connection, DbTransaction transaction)
    {
        // A transaction that may write is alone.
    }

    /// <inheritdoc />
    public override bool HasTable(DbConnection connection, DbTransaction transaction, string table) =>
        connection.Query(transaction, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @name", _ => 1,
            ("@name", table)).Count > 0;

    /// <inheritdoc />
    protected override DbConnection Open()
    {
        var opened = new SqliteConnection(connection);
        try
        {
            opened.Open();
            using var command = opened.CreateCommand();
            // FULL: what was written is on the disk, also when the power fails.
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            return command.ExecuteScalar() as string == "wal" ? opened
                : throw new StoreException($"The store '{name}' lies on a file system on which several processes cannot share it: "
                    + "choose a local disk, or PostgreSQL.");
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    protected override DbTransaction Begin(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false);

    /// <inheritdoc />
    protected override bool IsOutOfReach(DbException e) => false;

    /// <inheritdoc />
    protected override string Explain(DbException e) => $"The store '{name}' " + ((e as SqliteException)?.SqliteErrorCode switch
    {
        Busy or Locked => "is locked by another program: end it, or wait until it has finished",
        ReadOnly => "cannot be written to: it, or the folder that it is in, is read-only",
        Unwritable => $"cannot be read or written: the disk failed or is full ({e.Message})",
        Corrupt => "is damaged: move it away and start a new one, or take what can be read with 'sqlite3 STORE .recover'",
        Full => "cannot grow: the disk is full; make room and run the same command again, nothing that was written is lost",
        CannotOpen => "cannot be opened: the folder is missing or may not be entered",
        NoDatabase => "is no store: the file holds something else",
        _ => $"failed: {e.Message.TrimEnd('.')}",
    }) + ".";
}
