using Heed.Pairwise.Twins;

namespace Heed;

/// <summary>What a streaming mechanism keeps of the past.</summary>
public sealed record State
{
    private readonly (string Name, Tensor Value)[]? tensors;

    /// <summary>A past in tensors.</summary>
    /// <param name="kept">The tensors, by name.</param>
    public State(params (string Name, Tensor Value)[] kept) => tensors = kept;

    /// <summary>A past in a cache of the kernels, which goes on growing when it is used: this is what it holds now.</summary>
    internal State(StepCache cache) => (Cache, Tokens) = (cache, cache.Tokens);

    /// <summary>The tensors, by name; copies of what a cache of the kernels holds.</summary>
    /// <exception cref="InvalidOperationException">The state was used up by a later step.</exception>
    public IReadOnlyList<(string Name, Tensor Value)> Kept => tensors ?? Unused().Copy();

    /// <summary>How many numbers are kept: constant for a recurrence, growing for a cache of keys and values.</summary>
    public long Numbers => tensors?.Sum(t => t.Value.numel()) ?? Unused().Numbers;

    internal StepCache? Cache { get; }

    internal Tensor this[string name] => Kept.First(t => t.Name == name).Value;

    private long Tokens { get; }

    /// <summary>The cache, as long as nobody has gone on with it.</summary>
    internal StepCache Unused() => Cache!.Tokens == Tokens ? Cache
        : throw new InvalidOperationException($"The state after {Tokens} tokens was used up by a later step: go on with the state which that step gave.");
}
