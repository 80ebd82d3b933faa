namespace Heed;

/// <summary>What one word of an expression names: a <see cref="Part"/>, a <see cref="Recipe"/> of parts, or a <see cref="Mechanism"/> that stands alone.</summary>
public abstract class Component;

/// <summary>
/// The whole duty of a new file: one sealed class, one card. Every class that implements this is in <see cref="Catalog.All"/>,
/// its constructor's arguments are its options, and its documentation is what <c>heed explain</c> shows.
/// </summary>
/// <typeparam name="TSelf">The class itself.</typeparam>
public interface ICataloged<TSelf> where TSelf : Component, ICataloged<TSelf>
{
    /// <summary>The card of this word.</summary>
    static abstract Card Card { get; }
}

/// <summary>One choice in a composition: it fills one <see cref="Hole"/>.</summary>
public abstract class Part : Component
{
    /// <summary>The hole that this part fills.</summary>
    public abstract Hole Hole { get; }

    /// <summary>The named tensors that this part reads besides q, k and v.</summary>
    public virtual IReadOnlyList<Signal> Signals => [];
}

/// <summary>A named mechanism that is nothing but a list of parts.</summary>
public abstract class Recipe : Component
{
    /// <summary>The parts, at most one for a hole.</summary>
    public abstract IReadOnlyList<Part> Parts { get; }
}
