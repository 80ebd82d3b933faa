namespace Heed.Bench;

/// <summary>What a cell found.</summary>
public sealed record Outcome
{
    /// <summary>
    /// The numbers. The first metric of the task must be among them; a number that is not finite means that the cell diverged,
    /// unless its metric is no score.
    /// </summary>
    public required IReadOnlyList<Measured> Numbers { get; init; }

    /// <summary>What was spent.</summary>
    public required Spent Spent { get; init; }

    /// <summary>Lines to draw, such as accuracy by step.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>Heat maps to draw, such as accuracy by length and depth.</summary>
    public IReadOnlyList<HeatMap> HeatMaps { get; init; } = [];

    /// <summary>The SHA-256 of the data that was used, in hexadecimal digits; empty when all of it follows from the seed.</summary>
    public string DataHash { get; init; } = "";

    /// <summary>What a reader must know, one sentence each: that a mechanism was fitted first, that the machine was noisy.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One number.</summary>
/// <param name="Metric">The id of one of the task's metrics.</param>
/// <param name="Value">The number.</param>
/// <param name="Condition">
/// Where a cell gives the same metric several times: which it is, as <c>sigma=2</c> or <c>input=needle sigma=2</c>; empty
/// for the one that counts.
/// </param>
/// <param name="Lower">The lower quartile, where the value is the median of several within the cell.</param>
/// <param name="Upper">The upper quartile.</param>
public sealed record Measured(string Metric, double Value, string Condition = "", double? Lower = null, double? Upper = null);

/// <summary>What a cell cost. What does not apply, or is not known, is null.</summary>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="StateBytes">What one more token needs of the past, at the size of the task.</param>
/// <param name="Flops">Operations of the mechanism for one sequence, multiplications and additions counted apart.</param>
/// <param name="Steps">Steps of the optimiser.</param>
public sealed record Spent(long? Parameters = null, long? StateBytes = null, double? Flops = null, long? Steps = null);

/// <summary>A line.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="XName">The horizontal axis, with its unit.</param>
/// <param name="YName">The vertical axis, with its unit.</param>
/// <param name="X">Where.</param>
/// <param name="Y">What; as many as <paramref name="X"/>.</param>
public sealed record Curve(string Name, string XName, string YName, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>A matrix to be shown in colours.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="RowName">What the rows are.</param>
/// <param name="ColumnName">What the columns are.</param>
/// <param name="Rows">A label for each row.</param>
/// <param name="Columns">A label for each column.</param>
/// <param name="Values">Row by row.</param>
public sealed record HeatMap(string Name, string RowName, string ColumnName, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns,
    IReadOnlyList<double> Values);
