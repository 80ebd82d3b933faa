namespace Heed.Bench.Stores;

/// <summary>
/// Where rows are kept: one file, or a PostgreSQL server. Several runs may use one store at the same time; a cell is claimed before it is
/// run, and a claim that is not renewed expires, so that a run that was killed holds nobody up.
/// </summary>
public sealed partial class Store : IDisposable
{
    private const double Forever = 1e18;

    /// <summary>Seconds that a claim may last; what would last longer was written by a clock that went wrong.</summary>
    private const double LongestClaim = 3600;

    private readonly Database database;

    private Store(Database database) => this.database = database;

    /// <summary>The store as messages call it.</summary>
    public string Name => database.Name;

    /// <summary>The same for the same store, however it was named, and another for another one.</summary>
    internal string Identity => database.Identity;

    /// <summary>Told when the server is out of reach and is tried again.</summary>
    public Action<string>? Waits
    {
        set => database.Waits = value;
    }

    /// <inheritdoc />
    public void Dispose() => database.Dispose();

    /// <summary>Adds cells to those that the store is meant to hold; cells that are there stay as they are.</summary>
    /// <param name="cells">The cells.</param>
    public void Add(IEnumerable<Cell> cells)
    {
        var list = cells.ToArray();
        database.Do((connection, transaction) =>
        {
            foreach (var cell in list)
            {
                connection.Run(transaction,
                    "INSERT INTO heed_cells VALUES (@id, @task, @version, @mechanism, @size, @seed) ON CONFLICT DO NOTHING",
                    ("@id", cell.Id), ("@task", cell.Task), ("@version", cell.Version), ("@mechanism", cell.Mechanism),
                    ("@size", cell.Size.ToString()), ("@seed", cell.Seed));
            }
        });
    }

    /// <summary>All cells that the store is meant to hold.</summary>
    public IReadOnlyList<Cell> Cells() => database.Do((connection, transaction) => connection.Query(transaction,
        "SELECT task, version, mechanism, size, seed FROM heed_cells ORDER BY task, size, seed, mechanism",
        r => new Cell(r.GetString(0), r.GetInt32(1), r.GetString(2), TaskSize.Parse(r.GetString(3)), r.GetInt32(4))));

    /// <summary>The ids of the cells that have a row.</summary>
    public IReadOnlySet<string> Finished() =>
        database.Do((connection, transaction) => connection.Query(transaction, "SELECT cell FROM heed_rows", r => r.GetString(0)))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Claims a cell, unless it has a row or somebody else holds it.</summary>
    /// <param name="cell">A cell of the store.</param>
    /// <param name="owner">Who claims.</param>
    /// <param name="lasts">For how long; an hour at most.</param>
    /// <returns>Whether it is claimed now.</returns>
    public bool TryClaim(Cell cell, string owner, TimeSpan lasts)
    {
        ArgumentNullException.ThrowIfNull(cell);
        // One statement, so two claims cannot both succeed; a cell with a row is held forever, so a claim that waited for the
        // row's transaction fails too.
        return database.Do((connection, transaction) => connection.Run(transaction,
            """
            INSERT INTO heed_claims (cell, owner, expires) VALUES (@cell, @owner, @expires)
            ON CONFLICT (cell) DO UPDATE SET owner = excluded.owner, expires = excluded.expires
            WHERE heed_claims.expires < @now OR (heed_claims.expires > @longest AND heed_claims.expires < @forever)
            """,
            ("@cell", cell.Id), ("@owner", owner), ("@expires", Until(lasts)), ("@now", Now), ("@longest", Now + 2 * LongestClaim),
            ("@forever", Forever)) == 1);
    }

    /// <summary>Prolongs a claim.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="owner">Who holds it.</param>
    /// <param name="lasts">For how long from now.</param>
    /// <returns>False when it is lost: it had expired, and somebody else took the cell.</returns>
    public bool Renew(Cell cell, string owner, TimeSpan lasts)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return database.Do((connection, transaction) => connection.Run(transaction,
            "UPDATE heed_claims SET expires = @expires WHERE cell = @cell AND owner = @owner AND expires < @forever", ("@cell", cell.Id),
            ("@owner", owner), ("@expires", Until(lasts)), ("@forever", Forever)) == 1);
    }

    /// <summary>Gives a claim back.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="owner">Who holds it.</param>
    public void Release(Cell cell, string owner)
    {
        ArgumentNullException.ThrowIfNull(cell);
        database.Do((connection, transaction) => connection.Run(transaction,
            "DELETE FROM heed_claims WHERE cell = @cell AND owner = @owner AND expires < @forever", ("@cell", cell.Id),
            ("@owner", owner), ("@forever", Forever)));
    }

    /// <summary>Gives back the claims of those who are known to be gone.</summary>
    /// <returns>How many claims that were.</returns>
    public int ReleaseGone() => database.Do((connection, transaction) =>
    {
        var owners = connection.Query(transaction, "SELECT DISTINCT owner FROM heed_claims WHERE expires < @forever",
            r => r.GetString(0), ("@forever", Forever));
        return owners.Where(o => Owner.Parse(o) is { IsGone: true })
            .Sum(o => connection.Run(transaction, "DELETE FROM heed_claims WHERE owner = @owner AND expires < @forever",
                ("@owner", o), ("@forever", Forever)));
    });

    /// <summary>Writes a row and ends the claim on its cell, both or neither.</summary>
    /// <param name="row">The row.</param>
    /// <param name="owner">Who holds the claim.</param>
    /// <returns>False when the claim is lost, or the cell has a row; then nothing was written.</returns>
    public bool Finish(Row row, string owner)
    {
        ArgumentNullException.ThrowIfNull(row);
        return database.Do((connection, transaction) =>
        {
            var held = connection.Run(transaction,
                "UPDATE heed_claims SET expires = @forever WHERE cell = @cell AND owner = @owner AND expires < @forever",
                ("@cell", row.Cell.Id), ("@owner", owner), ("@forever", Forever)) == 1;
            if (held) RowTable.Insert(connection, transaction, row);
            return held;
        });
    }

    /// <summary>All rows, by task, size, mechanism and seed.</summary>
    public IReadOnlyList<Row> Rows() => database.Do(RowTable.Read);

    /// <summary>Removes rows, so that their cells are run again.</summary>
    /// <param name="cells">The cells.</param>
    public void Forget(IEnumerable<Cell> cells)
    {
        var ids = cells.Select(c => c.Id).ToArray();
        database.Do((connection, transaction) =>
        {
            foreach (var id in ids)
            {
                connection.Run(transaction, "DELETE FROM heed_numbers WHERE cell = @cell", ("@cell", id));
                if (connection.Run(transaction, "DELETE FROM heed_rows WHERE cell = @cell", ("@cell", id)) == 1)
                    connection.Run(transaction, "DELETE FROM heed_claims WHERE cell = @cell", ("@cell", id));
            }
        });
    }

    private static double Until(TimeSpan lasts) => Now + Math.Min(lasts.TotalSeconds, LongestClaim);

    private static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
}
