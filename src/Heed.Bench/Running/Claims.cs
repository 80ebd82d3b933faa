using Heed.Bench.Stores;

namespace Heed.Bench.Running;

/// <summary>The claims of this run, renewed while it lives.</summary>
internal sealed class Claims : IDisposable
{
    private readonly Store store;
    private readonly TimeSpan lasts;
    private readonly HashSet<Cell> held = [];
    private readonly Timer heart;

    public Claims(Store store, TimeSpan lasts)
    {
        (this.store, this.lasts) = (store, lasts);
        heart = new(_ => Renew(), null, lasts / 3, lasts / 3);
    }

    /// <summary>Who this run is: several runs of one process are several.</summary>
    public string Owner { get; } = $"{Stores.Owner.Self}|{Guid.NewGuid():N}";

    public bool TryTake(Cell cell)
    {
        if (!store.TryClaim(cell, Owner, lasts)) return false;
        lock (held) held.Add(cell);
        return true;
    }

    /// <summary>
    /// Writes the row of a cell that this run holds, or held: a claim that ran out is taken again, unless somebody
    /// else has the cell by now.
    /// </summary>
    public bool Finish(Row row)
    {
        try
        {
            return store.Finish(row, Owner) || (store.TryClaim(row.Cell, Owner, lasts) && store.Finish(row, Owner));
        }
        finally
        {
            lock (held) held.Remove(row.Cell);
        }
    }

    public void GiveBack(Cell cell)
    {
        lock (held) held.Remove(cell);
        store.Release(cell, Owner);
    }

    public void Dispose() => heart.Dispose();

    private void Renew()
    {
        Cell[] cells;
        lock (held) cells = [.. held];
        try
        {
            foreach (var cell in cells) store.Renew(cell, Owner, lasts);
        }
        catch (StoreException)
        {
            // Whoever writes the row will find out, and say so.
        }
    }
}
