namespace Heed.Pairwise.Preparing;

/// <summary>Which features of a head are rotated when not all are.</summary>
public enum RotaryPart
{
    /// <summary>The first ones.</summary>
    First,

    /// <summary>The last ones.</summary>
    Last,
}
