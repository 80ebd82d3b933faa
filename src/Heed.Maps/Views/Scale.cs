namespace Heed.Maps;

/// <summary>
/// Which weights the two ends of the colour bar stand for. Signed maps get a bar that is symmetric about 0 under Max, Row and Unit.
/// </summary>
public enum Scale
{
    /// <summary>From 0 to the largest weight in the picture: diffuse heads stay visible.</summary>
    Max,

    /// <summary>Every row from 0 to its own largest weight; rows cannot be compared.</summary>
    Row,

    /// <summary>Logarithmic, from a ten-thousandth of the largest weight to the largest. Not for signed maps.</summary>
    Log,

    /// <summary>
    /// The weight times the number of keys that the query may read: 1 is uniform attention, in the middle of the bar. Not for signed maps.
    /// </summary>
    Uniform,

    /// <summary>From 0 to 1, whatever the map holds; what lies beyond is drawn as the end and the caption says so.</summary>
    Unit,
}
