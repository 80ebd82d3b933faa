namespace Heed;

/// <summary>Filling the places of a mask with a number.</summary>
public static class Filling
{
    /// <summary>The tensor with a number wherever a mask is true.</summary>
    /// <remarks>
    /// The library's own method takes a scalar that is made of the number on the way, and does not keep it alive until the native call
    /// has read it: when the collector runs in between, the call fails, or reads what is no longer there. Here it is kept.
    /// </remarks>
    /// <param name="tensor">Any tensor.</param>
    /// <param name="mask">Boolean, broadcast to the tensor.</param>
    /// <param name="value">The number; 1 and 0 for true and false.</param>
    public static Tensor Filled(this Tensor tensor, Tensor mask, double value)
    {
        using var scalar = value.ToScalar();
        return tensor.masked_fill(mask, scalar);
    }
}
