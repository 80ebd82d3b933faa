namespace Heed.Models.Data;

/// <summary>Something to learn from, with all that a result should say of it.</summary>
/// <param name="name">What it is called.</param>
/// <param name="bad">What could not be read.</param>
public abstract class DataSet(string name, BadLines? bad)
{
    /// <summary>What it is called, options included.</summary>
    public string Name { get; } = name;

    /// <summary>What could not be read or was left out.</summary>
    public BadLines Bad { get; } = bad ?? new();

    /// <summary>SHA-256 of everything in it, in hexadecimal: two data sets with the same hash teach the same.</summary>
    public abstract string Hash { get; }

    /// <summary>How much of it is for each part: pairs, or symbols of a text.</summary>
    /// <param name="part">Which part.</param>
    public abstract int Count(Split part);

    /// <summary>Its name, its counts and the start of its hash on one line.</summary>
    public override string ToString() =>
        $"{Name}: {Count(Split.Train)} to train, {Count(Split.Validation)} to validate, {Count(Split.Test)} to test; sha256 {Hash[..12]}";
}
