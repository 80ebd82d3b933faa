namespace Heed.Kernels;

/// <summary>How a cache keeps the numbers of its keys and values. They become float32 again in the registers that read them.</summary>
public enum CachePrecision
{
    /// <summary>As they are given: 4 bytes a number.</summary>
    Float32,

    /// <summary>The upper half of a float32, rounded to the nearest, ties to even: 2 bytes a number, which is off by at most 1/256 of
    /// itself; numbers above 3.39 · 10³⁸ become infinite.</summary>
    BFloat16,

    /// <summary>Whole numbers from -127 to 127 and one scale for the key, and one for the value, of each token and head: a byte a number,
    /// which is off by at most 1/254 of the largest of its vector, if that is above 10⁻³⁶. A vector that holds NaN or infinity is NaN as
    /// a whole.</summary>
    Int8,
}
