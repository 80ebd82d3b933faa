namespace Heed.Bench;

/// <summary>A kind of number that a task gives.</summary>
/// <param name="Id">The name in stores and files, such as <c>recall-at-10</c>.</param>
/// <param name="Name">The name that people use.</param>
/// <param name="Better">Which numbers are good.</param>
/// <param name="Unit">What it is counted in; empty for a plain number, <c>share</c> for one between 0 and 1.</param>
public sealed record Metric(string Id, string Name, Better Better, string Unit = "");

/// <summary>Which numbers are good.</summary>
public enum Better
{
    /// <summary>Large ones.</summary>
    Higher,

    /// <summary>Small ones.</summary>
    Lower,

    /// <summary>Neither: the number only describes.</summary>
    Neither,
}
