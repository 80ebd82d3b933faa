namespace Heed.Recurrent;

/// <summary>How is a token written into the memory?</summary>
/// <remarks>
/// Every rule here adds one or a few products k uᵀ to the memory; they differ in k and u, and in what they ask the memory before.
/// </remarks>
public abstract class Write : RecurrentPart
{
    /// <inheritdoc />
    public sealed override Stage Stage => RecurrentFamily.Write;

    /// <summary>
    /// Whether it asks the memory by the key that it then writes under, so that products of features tell what it recalls.
    /// </summary>
    public virtual bool AsksByKey => false;

    /// <summary>
    /// Whether what is asked is answered by the memory as it was before it faded for this token;
    /// then only the first update of a token may ask.
    /// </summary>
    public virtual bool AsksBeforeDecay => false;

    /// <summary>What a layer brings keys and queries to.</summary>
    public virtual RoleRange KeyRange => RoleRange.Real;

    /// <summary>What tokens write.</summary>
    /// <param name="signals">The signals of these tokens.</param>
    /// <param name="k">The features of their keys, (B, H, T, F).</param>
    /// <param name="v">Their values, (B, H, T, Dv).</param>
    /// <returns>One or more for each token, in their order.</returns>
    public abstract IReadOnlyList<Update> Updates(SignalSet signals, Tensor k, Tensor v);
}

/// <summary>One product added to the memory: S ← S + k uᵀ with u = strength · (value − Sᵀ asked).</summary>
/// <param name="Key">k, (B, H, T, F).</param>
/// <param name="Value">(B, H, T, Dv).</param>
public sealed record Update(Tensor Key, Tensor Value)
{
    /// <summary>What the memory is asked first, (B, H, T, F); null = nothing, so the value is written as it is.</summary>
    public Tensor? Asked { get; init; }

    /// <summary>How strongly it is written, (B, H, T, 1); null = fully.</summary>
    public Tensor? Strength { get; init; }

    internal Tensor Written(Tensor? recalled)
    {
        var written = recalled is null ? Value : Value - recalled;
        return Strength is null ? written : Strength * written;
    }
}
