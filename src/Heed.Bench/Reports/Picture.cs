namespace Heed.Bench.Reports;

/// <summary>A drawing of a report.</summary>
/// <param name="Name">The name of its file, without an ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it, and what follows.</param>
/// <param name="Svg">The drawing.</param>
public sealed record Picture(string Name, string Title, string Caption, string Svg);
