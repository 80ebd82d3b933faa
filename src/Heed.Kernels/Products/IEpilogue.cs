namespace Heed.Kernels;

/// <summary>What a product's sums start from, and what becomes of them.</summary>
internal unsafe interface IEpilogue<R> where R : struct
{
    /// <summary>What a row of sums starts from, given where the result will lie.</summary>
    R Begin(float* o);
    /// <summary>Takes a finished row of sums.</summary>
    /// <param name="sums">The row.</param>
    /// <param name="top">What the row before gave: the largest so far, for those who want it.</param>
    /// <param name="index">Which of the product's rows it is.</param>
    /// <param name="o">Where it lies.</param>
    R End(R sums, R top, int index, float* o);
}
