namespace Heed.Models.Untrained;

/// <summary>What an untrained model is made of.</summary>
/// <param name="Mechanism">What mixes the tokens.</param>
public sealed record UntrainedOptions(Mechanism Mechanism)
{
    /// <summary>The width n_embd of embeddings and layers.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Query heads of a layer; the width must be a multiple of them.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Layers, one after the other, each adding to its input.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>
    /// The mechanism before a cache policy was added to it, whose output is compared with that of <see cref="Mechanism"/>; null for none.
    /// </summary>
    public Mechanism? FullCache { get; init; }

    /// <summary>The seed of embeddings and weights.</summary>
    public int Seed { get; init; } = 1;
}
