namespace Heed;

/// <summary>Something that a mechanism keeps between tokens.</summary>
/// <param name="Name">Its name; a slot that keeps an input of every token has the name of that input.</param>
/// <param name="Shape">Its sizes, as for a <see cref="Role"/>; M where it grows with every token.</param>
public sealed record Slot(string Name, string Shape)
{
    /// <summary>Whether it grows with every token; the M of a memory that is given whole does not.</summary>
    public bool Grows { get; init; } = Shape.Split(' ').Contains("M");
}
