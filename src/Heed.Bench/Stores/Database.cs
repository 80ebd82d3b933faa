using System.Data.Common;

namespace Heed.Bench.Stores;

/// <summary>What differs between the databases that a store can be in. The statements are the same.</summary>
internal abstract class Database : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>The store as messages call it, without a password.</summary>
    public abstract string Name { get; }

    /// <summary>The same for the same store, however it was named, and another for another one.</summary>
    public abstract string Identity { get; }

    /// <summary>How long to try again when the database is out of reach.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Told once when the database is out of reach and it is tried again.</summary>
    public Action<string>? Waits { get; set; }

    /// <summary>
    /// Does something in a transaction of its own, again when the database was out of reach: so it must be such that
    /// doing it twice does no harm.
    /// </summary>
    /// <exception cref="StoreException">It cannot be done.</exception>
    public T Do<T>(Func<DbConnection, DbTransaction, T> work)
    {
        var until = DateTime.UtcNow + Patience;
        for (var pause = TimeSpan.FromMilliseconds(200); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                using var connection = Open();
                using var transaction = Begin(connection);
                var result = work(connection, transaction);
                transaction.Commit();
                return result;
            }
            catch (DbException e) when (IsOutOfReach(e) && DateTime.UtcNow + pause < until)
            {
                Waits?.Invoke($"{Name} is out of reach ({e.Message}): trying for {Patience.TotalSeconds:f0} s.");
                Thread.Sleep(pause);
            }
            catch (DbException e)
            {
                throw new StoreException(Explain(e), e);
            }
            catch (Exception e) when (e is FormatException or ArgumentException or InvalidCastException or InvalidOperationException
                or OverflowException)
            {
                var what = e.Message.Split(" (Parameter")[0].ReplaceLineEndings(" ");
                throw new StoreException($"{Name} holds what no 'heed bench' has written. {what}", e);
            }
        }
    }

    /// <summary>Does something that gives nothing.</summary>
    public void Do(Action<DbConnection, DbTransaction> work) => Do<object?>((c, t) =>
    {
        work(c, t);
        return null;
    });

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }

    /// <summary>Opens a connection.</summary>
    protected abstract DbConnection Open();

    /// <summary>Begins a transaction that may write.</summary>
    protected abstract DbTransaction Begin(DbConnection connection);

    /// <summary>Whether trying again later may help.</summary>
    protected abstract bool IsOutOfReach(DbException e);

    /// <summary>What is wrong and what to do, in one line.</summary>
    protected abstract string Explain(DbException e);

    /// <summary>Keeps others from changing the schema until the transaction ends.</summary>
    public abstract void LockSchema(DbConnection connection, DbTransaction transaction);

    /// <summary>Whether there is a table.</summary>
    public abstract bool HasTable(DbConnection connection, DbTransaction transaction, string table);
}
