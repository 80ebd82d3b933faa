namespace Heed;

/// <summary>
/// What one word of an expression names: a <see cref="Part"/>,
/// a <see cref="Recipe"/> of parts, or a <see cref="Mechanism"/> that stands alone.
/// </summary>
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

/// <summary>One choice in a composition: it takes one <see cref="Heed.Stage"/> of a family.</summary>
public abstract class Part : Component
{
    /// <summary>The stage that this part takes.</summary>
    public abstract Stage Stage { get; }

    /// <summary>The inputs that this part reads besides queries, keys and values.</summary>
    public virtual IReadOnlyList<Role> Signals => [];

    /// <summary>Whether it goes by where tokens of one text stand, so that it makes no sense between two texts.</summary>
    public virtual bool RelatesPlaces => false;

    /// <summary>Whether it hides from a token whatever comes later.</summary>
    public virtual bool HidesLater => false;

    /// <summary>The size that this part derives from others, or null when it is none of its own.</summary>
    /// <param name="name">A name in a shape.</param>
    /// <param name="sizes">The sizes that are known.</param>
    public virtual long? SizeOf(string name, Sizes sizes) => null;
}

/// <summary>A named mechanism that is nothing but a list of parts.</summary>
public abstract class Recipe : Component
{
    /// <summary>The parts.</summary>
    public abstract IReadOnlyList<Part> Parts { get; }
}
