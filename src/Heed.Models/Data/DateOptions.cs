namespace Heed.Models.Data;

/// <summary>Which dates are drawn.</summary>
public sealed record DateOptions : SampleOptions
{
    /// <summary>The first year, of four digits.</summary>
    public int FromYear { get; init; } = 1800;

    /// <summary>The last year, of four digits.</summary>
    public int ToYear { get; init; } = 2199;
}
