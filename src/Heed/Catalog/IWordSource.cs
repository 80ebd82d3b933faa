using Heed.Architectures;
using Heed.Laws;
using Heed.Relations;

namespace Heed;

/// <summary>
/// The words, families, laws, relations and published models of one assembly. The generator writes the class that implements this; nobody
/// else need.
/// </summary>
public interface IWordSource
{
    /// <summary>The families.</summary>
    IEnumerable<Family> Families { get; }

    /// <summary>The words.</summary>
    IEnumerable<Entry> Words { get; }

    /// <summary>The laws.</summary>
    IEnumerable<Law> Laws { get; }

    /// <summary>The relations.</summary>
    IEnumerable<Relation> Relations { get; }

    /// <summary>The published models.</summary>
    IEnumerable<Architecture> Architectures { get; }
}

/// <summary>Names the <see cref="IWordSource"/> of an assembly. The generator writes it.</summary>
/// <param name="source">The class.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WordSourceAttribute(Type source) : Attribute
{
    /// <summary>The class.</summary>
    public Type Source { get; } = source;
}
