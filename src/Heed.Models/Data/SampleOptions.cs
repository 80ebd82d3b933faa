namespace Heed.Models.Data;

/// <summary>How much of a data set that is made up is drawn.</summary>
public record SampleOptions
{
    /// <summary>The most pairs to train on; fewer when there are not so many different ones.</summary>
    public int Train { get; init; } = 20_000;

    /// <summary>The most pairs to validate with.</summary>
    public int Validation { get; init; } = 1_000;

    /// <summary>The most pairs to test with.</summary>
    public int Test { get; init; } = 2_000;

    /// <summary>The seed of the draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The part that each thing belongs to.</summary>
    public Shares Shares { get; init; } = new();

    /// <summary>How many are wanted for a part.</summary>
    /// <param name="part">Which part.</param>
    public int Wanted(Split part) => part switch { Split.Train => Train, Split.Validation => Validation, _ => Test };
}
