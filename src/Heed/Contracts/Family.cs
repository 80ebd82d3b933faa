namespace Heed;

/// <summary>
/// A kind of mechanism: which stages its computation has, and how parts that take them are put together. A family is found by its class,
/// as mechanisms are; nothing else in the library tells families apart.
/// </summary>
/// <remarks>Each gives its only object as a static property <c>Instance</c>.</remarks>
public abstract class Family
{
    /// <summary>The name in tables and files, in lower case.</summary>
    public string Name => Spelling.Kebab(GetType().Name.Replace("Family", "", StringComparison.Ordinal));

    /// <summary>The place in tables.</summary>
    public abstract int Order { get; }

    /// <summary>How its mechanisms come to their weights, in one sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>The stages, in the order of the computation; none for mechanisms that do not compose.</summary>
    public virtual IReadOnlyList<Stage> Stages => [];

    /// <summary>The two stages whose choices are laid out as a table, rows and columns; null where no two tell its mechanisms apart.
    /// </summary>
    public virtual (Stage Rows, Stage Columns)? Axes => null;

    /// <summary>The mechanism that parts make together; stages that none of them takes get the default.</summary>
    /// <param name="parts">Parts that take stages of this family, no stage more often than it allows.</param>
    /// <exception cref="ArgumentException">The parts contradict one another.</exception>
    public virtual Mechanism Compose(IReadOnlyList<Part> parts) =>
        throw new NotSupportedException($"The {Name} family has no stages to compose.");

    /// <summary>Throws unless every part takes a stage of these, and none that takes one part is taken twice.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="stages">The stages of a family.</param>
    /// <exception cref="ArgumentException">Two parts for one stage, or a part of another family.</exception>
    public static void Check(IReadOnlyList<Part> parts, IReadOnlyList<Stage> stages)
    {
        if (parts.FirstOrDefault(p => !stages.Contains(p.Stage)) is { } stranger)
            throw new ArgumentException(
                $"{stranger.GetType().Name} takes the stage '{stranger.Stage}', which is of another family.", nameof(parts));
        if (parts.GroupBy(p => p.Stage).FirstOrDefault(g => g.Key.Takes == Arity.One && g.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"{string.Join(" and ", twice.Select(p => p.GetType().Name))} both take the stage '{twice.Key}'.", nameof(parts));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
