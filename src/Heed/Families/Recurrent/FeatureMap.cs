namespace Heed.Recurrent;

/// <summary>What are queries and keys mapped to before they meet?</summary>
public abstract class FeatureMap : RecurrentPart
{
    /// <inheritdoc />
    public sealed override Stage Stage => RecurrentFamily.Features;

    /// <summary>What a layer brings keys and queries to, unless the write says more.</summary>
    public virtual RoleRange KeyRange => RoleRange.Real;

    /// <summary>How many features a vector of that width becomes.</summary>
    /// <param name="width">Width of a key.</param>
    public virtual long Width(long width) => width;

    /// <summary>How many features a vector becomes; null when nothing fixes it yet.</summary>
    /// <param name="sizes">The sizes that are known.</param>
    public virtual long? Count(Sizes sizes) => sizes.Find("Dk") is { } width ? Width(width) : null;

    /// <inheritdoc />
    public sealed override long? SizeOf(string name, Sizes sizes) => name == "F" ? Count(sizes) : null;

    /// <summary>The features of a query, its scale included.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="q">(B, H, N, D).</param>
    public virtual Tensor MapQuery(Inputs inputs, Tensor q) => MapKey(inputs, q);

    /// <summary>The features of a key.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="k">(B, H, M, D).</param>
    public abstract Tensor MapKey(Inputs inputs, Tensor k);

    /// <summary>
    /// How φ(x)·φ(k) follows from x·k for a query or a key x, where no features need be made for it;
    /// null where it does not. Queries must be mapped as keys are.
    /// </summary>
    /// <param name="inputs">The call.</param>
    public virtual Func<Tensor, Tensor>? OfProducts(Inputs inputs) => null;
}
