namespace Heed;

/// <summary>What a mechanism keeps of the past: a tensor for each of its slots, and how many tokens there have been.</summary>
public sealed class State : IDisposable
{
    /// <summary>
    /// The name of what says where the rows of growing slots stand, where they are not 0 … M − 1;
    /// its last number is how many tokens there have been.
    /// </summary>
    internal const string PlacesKept = "places";

    private readonly (string Name, Tensor Value)[]? tensors;
    private readonly int tokens;

    /// <summary>A past in tensors.</summary>
    /// <param name="kept">One for each slot, by name.</param>
    public State(params (string Name, Tensor Value)[] kept) => tensors = kept;

    /// <summary>A past in room that goes on growing when it is used: this is what it holds now.</summary>
    internal State(Past past) => (Past, tokens) = (past, past.Tokens);

    /// <summary>The tensors, by name; copies of what lies in room that grows.</summary>
    /// <exception cref="InvalidOperationException">The state was used up by a later step.</exception>
    public IReadOnlyList<(string Name, Tensor Value)> Kept => tensors ?? Unused().Copy();

    /// <summary>How many numbers are kept: constant for a recurrence, growing for a cache of keys and values.</summary>
    public long Numbers => tensors?.Where(t => t.Name != PlacesKept).Sum(t => t.Value.numel()) ?? Unused().Numbers;

    internal Past? Past { get; }

    internal Tensor this[string name] => Find(name) ?? throw new InvalidOperationException(
        $"The state has no '{name}'; it holds {string.Join(", ", Kept.Select(t => $"'{t.Name}'"))}: "
            + "go on with a state of the same mechanism.");

    /// <summary>The past of some rows of the batch, as a copy; one row may be taken several times.</summary>
    /// <param name="rows">The rows, in their new order.</param>
    /// <exception cref="InvalidOperationException">The state was used up by a later step.</exception>
    public State Select(params ReadOnlySpan<int> rows)
    {
        if (tensors is null) return new(Unused().Select(rows));
        using var index = torch.tensor(rows.ToArray(), torch.int64);
        return new([.. tensors.Select(t => (t.Name, t.Value.index_select(0, index)))]);
    }

    /// <summary>
    /// The past without some places of the text, as a copy: their keys and values, and whatever else was kept of them, are gone.
    /// </summary>
    /// <param name="places">Places counted from 0; what is not kept is passed over.</param>
    /// <exception cref="NotSupportedException">
    /// It keeps nothing of single tokens, or keeps keys as a cache of the kernels turned them.
    /// </exception>
    /// <exception cref="InvalidOperationException">The state was used up by a later step.</exception>
    public State Drop(params IEnumerable<long> places) => tensors is null
        ? new(Unused().Drop(places.ToHashSet()))
        : throw new NotSupportedException("This state keeps no row for each token, so no place can be dropped from it.");

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
        if (Past?.Tokens == tokens) Past.Dispose();
    }

    internal Tensor? Find(string name) => Kept.FirstOrDefault(t => t.Name == name).Value;

    /// <summary>The room, as long as nobody has gone on with it.</summary>
    internal Past Unused() => Past!.Tokens == tokens ? Past
        : throw new InvalidOperationException(
            $"The state after {tokens} tokens was used up by a later step: go on with the state which that step gave.");
}
