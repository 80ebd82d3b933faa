namespace Heed.Architectures;

/// <summary>
/// How a published model attends: which layers it has, what each computes as an expression of the catalog, and in which sizes. Norms,
/// feed-forward layers and experts are left out: they mix no tokens.
/// </summary>
/// <remarks>A class of its own for each, found when Heed is compiled: <c>heed explain model:ID</c> shows it.</remarks>
public abstract class Architecture
{
    /// <summary>What stands before an id where an expression could stand.</summary>
    public const string Prefix = "model:";

    /// <summary>Its name in commands: lower case, words joined by hyphens.</summary>
    public abstract string Id { get; }

    /// <summary>The name that people use.</summary>
    public abstract string Name { get; }

    /// <summary>Where its layers and sizes were published.</summary>
    public abstract Citation Cite { get; }

    /// <summary>What its attention is, and what of it the expressions do not say.</summary>
    public abstract string Summary { get; }

    /// <summary>The sizes in which it was published, the smallest first.</summary>
    public abstract IReadOnlyList<Variant> Variants { get; }

    /// <summary>The words of the catalog that its layers are made of.</summary>
    public IReadOnlyList<string> Words => field ??=
        [.. Variants.SelectMany(v => v.Layers).Select(l => l.Attention).Distinct(StringComparer.Ordinal)
            .SelectMany(a => Expression.Parse(a).Terms).Select(t => t.Entry.Card.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>The architecture of that id.</summary>
    /// <param name="id">Such as <c>gemma-3</c>; <see cref="Prefix"/> may stand before it.</param>
    /// <exception cref="ArgumentException">There is none; the message names the nearest.</exception>
    public static Architecture Named(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var bare = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;
        return Catalog.Architectures.FirstOrDefault(a => a.Id == bare) ?? throw new ArgumentException(
            $"There is no model '{bare}'; did you mean '{Spelling.Nearest(bare, Catalog.Architectures.Select(a => a.Id))}'? "
                + "'heed list --models' names them all.", nameof(id));
    }
}
