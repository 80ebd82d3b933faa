namespace Heed.Models;

/// <summary>
/// What a model keeps between two symbols that it writes: the source as it was read, states, caches. One row for each text being written.
/// </summary>
/// <remarks>The tensors are owned by the state and by no dispose scope.</remarks>
public sealed class WriterState : IDisposable
{
    private readonly Dictionary<string, Tensor> kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, State> pasts = new(StringComparer.Ordinal);

    internal WriterState(int rows) => Rows = rows;

    /// <summary>How many texts are being written.</summary>
    public int Rows { get; private set; }

    /// <summary>How many symbols were given so far.</summary>
    public int Written { get; internal set; }

    /// <summary>How many numbers are kept: constant for a recurrence, growing for a cache of keys and values.</summary>
    public long Numbers => kept.Values.Sum(t => t.numel()) + pasts.Values.Sum(p => p.Numbers);

    /// <summary>A kept tensor; its first axis is the row. Setting frees the one before.</summary>
    internal Tensor this[string name]
    {
        get => kept[name];
        set
        {
            if (kept.TryGetValue(name, out var old) && !ReferenceEquals(old, value)) old.Dispose();
            kept[name] = value.DetachFromDisposeScope();
        }
    }

    /// <summary>Takes rows in a new order; one may be taken several times, as when the best of a beam go on, or not at all.</summary>
    /// <param name="rows">The rows to keep.</param>
    public void Select(ReadOnlySpan<int> rows)
    {
        if (rows.SequenceEqual(Enumerable.Range(0, Rows).ToArray())) return;
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        var index = torch.tensor(rows.ToArray(), torch.int64);
        foreach (var name in kept.Keys.ToArray()) this[name] = kept[name].index_select(0, index);
        foreach (var name in pasts.Keys.ToArray()) Keep(name, pasts[name].Select(rows));
        Rows = rows.Length;
    }

    /// <summary>The names of what is kept that start so.</summary>
    internal IReadOnlyList<string> Names(string prefix) => [.. kept.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>What a mechanism kept of the past under that name, or null.</summary>
    internal State? Past(string name) => pasts.GetValueOrDefault(name);

    /// <summary>Keeps what a mechanism needs of the past; frees what it kept before and did not go on with.</summary>
    internal void Keep(string name, State past)
    {
        if (pasts.TryGetValue(name, out var old)) old.Dispose();
        pasts[name] = past.Detach();
    }

    /// <summary>The kept tensor of that name, or null.</summary>
    internal Tensor? Find(string name) => kept.GetValueOrDefault(name);

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in kept.Values) tensor.Dispose();
        foreach (var past in pasts.Values) past.Dispose();
        kept.Clear();
        pasts.Clear();
    }
}
