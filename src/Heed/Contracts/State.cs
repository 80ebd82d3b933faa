using Heed.Pairwise.Twins;

namespace Heed;

/// <summary>What a streaming mechanism keeps of the past.</summary>
public sealed record State : IDisposable
{
    private readonly (string Name, Tensor Value)[]? tensors;

    /// <summary>A past in tensors.</summary>
    /// <param name="kept">The tensors, by name.</param>
    public State(params (string Name, Tensor Value)[] kept) => tensors = kept;

    /// <summary>A past in room that goes on growing when it is used: this is what it holds now.</summary>
    internal State(StepPast cache) => (Cache, Tokens) = (cache, cache.Tokens);

    /// <summary>The tensors, by name; copies of what lies in a cache.</summary>
    /// <exception cref="InvalidOperationException">The state was used up by a later step.</exception>
    public IReadOnlyList<(string Name, Tensor Value)> Kept => tensors ?? Unused().Copy();

    /// <summary>How many numbers are kept: constant for a recurrence, growing for a cache of keys and values.</summary>
    public long Numbers => tensors?.Sum(t => t.Value.numel()) ?? Unused().Numbers;

    internal StepPast? Cache { get; }

    internal Tensor this[string name] => Kept.First(t => t.Name == name).Value;

    private long Tokens { get; }

    /// <summary>The past of some rows of the batch, as a copy; one row may be taken several times.</summary>
    /// <param name="rows">The rows, in their new order.</param>
    /// <exception cref="InvalidOperationException">The state was used up by a later step.</exception>
    public State Select(params ReadOnlySpan<int> rows)
    {
        if (tensors is null) return new(Unused().Select(rows));
        using var index = torch.tensor(rows.ToArray(), torch.int64);
        return new([.. tensors.Select(t => (t.Name, t.Value.index_select(0, index)))]);
    }

    /// <summary>Takes the tensors out of the dispose scope in which they were made; they then live until <see cref="Dispose"/>.</summary>
    /// <returns>The same state.</returns>
    public State Detach()
    {
        foreach (var (_, value) in tensors ?? []) value.DetachFromDisposeScope();
        return this;
    }

    /// <summary>Frees what is kept, unless a later step has gone on with it.</summary>
    public void Dispose()
    {
        foreach (var (_, value) in tensors ?? []) value.Dispose();
        if (Cache?.Tokens == Tokens) Cache.Dispose();
    }

    /// <summary>The cache, as long as nobody has gone on with it.</summary>
    internal StepPast Unused() => Cache!.Tokens == Tokens ? Cache
        : throw new InvalidOperationException($"The state after {Tokens} tokens was used up by a later step: go on with the state which that step gave.");
}
