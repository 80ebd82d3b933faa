namespace Heed;

/// <summary>
/// All choices of one stage of a family against all of another: in which cell each word of the catalog stands, and what one writes for the
/// cells in which none does.
/// </summary>
/// <remarks>
/// Nothing is listed by hand. The choices are the parts that words bring, and a word stands where its own parts put it, so that a word
/// made of others finds its cell by itself.
/// </remarks>
public sealed class StageTable
{
    private readonly Term[] words;

    private StageTable(Family family)
    {
        (Family, (RowStage, ColumnStage)) = (family, family.Axes!.Value);
        words =
        [
            .. Catalog.All.Where(e => e.Mechanism.Family == family).Select(e => Expression.Parse(e.Card.Id).Terms.Single())
                .Where(t => t.Parts.Count > 0),
        ];
        (Rows, Columns) = (Choices(RowStage, ColumnStage), Choices(ColumnStage, RowStage));
        Cells = [.. Rows.SelectMany(row => Columns.Select(column => CellOf(row, column)))];
        Others = [.. family.Stages.Where(s => s != RowStage && s != ColumnStage).Select(s => (s, Bringing(s)))];
    }

    /// <summary>The tables that there are, one for each family that has two such stages.</summary>
    public static IReadOnlyList<StageTable> All => [.. Catalog.Families.Where(f => f.Axes is not null).Select(f => new StageTable(f))];

    /// <summary>The family.</summary>
    public Family Family { get; }

    /// <summary>The stage whose choices are rows.</summary>
    public Stage RowStage { get; }

    /// <summary>The stage whose choices are columns.</summary>
    public Stage ColumnStage { get; }

    /// <summary>The rows, named by the word that brings no more than the choice; null first, where nothing takes the stage.</summary>
    public IReadOnlyList<string?> Rows { get; }

    /// <summary>The columns, in the same way.</summary>
    public IReadOnlyList<string?> Columns { get; }

    /// <summary>The cells, row by row.</summary>
    public IReadOnlyList<StageCell> Cells { get; }

    /// <summary>The other stages of the family, which any cell may take besides, and the words that bring them and no row or column.
    /// </summary>
    public IReadOnlyList<(Stage Stage, IReadOnlyList<string> Words)> Others { get; }

    /// <summary>The table of that family.</summary>
    /// <param name="family">Such as <c>recurrent</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message names those that there are.</exception>
    public static StageTable Named(string family) => All.FirstOrDefault(t => t.Family.Name == family)
        ?? throw new ArgumentException($"There is no table '{family}'; there are: {string.Join(", ", All.Select(t => t.Family.Name))}.",
            nameof(family));

    /// <summary>The choices of a stage: for each part that words bring, the word that brings the least besides.</summary>
    private string?[] Choices(Stage stage, Stage other) =>
    [
        null,
        .. words.Where(t => Choice(t, stage) is not null && Choice(t, other) is null).GroupBy(t => Choice(t, stage))
            .Select(same => same.MinBy(t => (t.Parts.Count, t.Entry.Card.Id))!)
            .OrderBy(t => t.Entry.Card.Cite?.Year).ThenBy(t => t.Entry.Card.Id, StringComparer.Ordinal).Select(t => t.Entry.Card.Id),
    ];

    private StageCell CellOf(string? row, string? column)
    {
        var (down, across) = (Chosen(row, RowStage), Chosen(column, ColumnStage));
        var there = words.Where(t => Choice(t, RowStage) == down && Choice(t, ColumnStage) == across).ToArray();
        string[] typed = [.. new[] { row, column }.OfType<string>()];
        if (typed.Length == 0) typed = [there.MinBy(t => (t.Parts.Count, t.Entry.Card.Id))!.Entry.Card.Id];
        return new(row, column, Expression.Parse(string.Join(" + ", typed)).ToString(), [.. there.Select(Described)]);
    }

    private (string Id, IReadOnlyList<Stage> Besides) Described(Term word) =>
        (word.Entry.Card.Id, [.. word.Stages.Where(s => s != RowStage && s != ColumnStage)]);

    private Type? Chosen(string? word, Stage stage) =>
        word is null ? null : Choice(words.Single(t => t.Entry.Card.Id == word), stage);

    private string[] Bringing(Stage stage) =>
    [
        .. words.Where(t => Choice(t, RowStage) is null && Choice(t, ColumnStage) is null && t.Stages.Contains(stage))
            .Select(t => t.Entry.Card.Id),
    ];

    private static Type? Choice(Term word, Stage stage) => word.Parts.FirstOrDefault(p => p.Stage == stage)?.GetType();
}

/// <summary>A cell of a <see cref="StageTable"/>.</summary>
/// <param name="Row">The word of its row; null where nothing takes that stage.</param>
/// <param name="Column">The word of its column; null where nothing takes that stage.</param>
/// <param name="Expression">What one writes for it.</param>
/// <param name="Words">The words that stand there, and the other stages that each takes besides.</param>
public sealed record StageCell(string? Row, string? Column, string Expression,
    IReadOnlyList<(string Id, IReadOnlyList<Stage> Besides)> Words);
