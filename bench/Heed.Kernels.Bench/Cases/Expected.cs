namespace Heed.Kernels.Bench;

/// <summary>What is right for one of the tensors that a call computes.</summary>
/// <param name="Name">The tensor.</param>
/// <param name="Rows">The queries that it is of; null when it has a row for every key.</param>
/// <param name="Width">Features of a row.</param>
/// <param name="Values">(heads, rows, width) numbers.</param>
/// <param name="Size">What bounds are relative to.</param>
/// <param name="Bound">How far the kernel may be from it.</param>
internal sealed record Expected(string Name, int[]? Rows, int Width, double[] Values, double Size, double Bound)
{
    /// <summary>Others are only asked whether they compute the same at all.</summary>
    private const double OthersBound = 1e-4;

    /// <summary>Where somebody is further away than allowed; null when nowhere.</summary>
    /// <param name="size">The sizes of the case.</param>
    /// <param name="got">The whole tensor.</param>
    /// <param name="own">Whether it is the kernel's.</param>
    public string? Fault(Size size, float[] got, bool own)
    {
        var (numbers, bound) = (Rows is null ? got : Operands.Pick(got, size, Rows), (own ? Bound : OthersBound) * Size);
        if (numbers.Length != Values.Length) return $"{Name} has {numbers.Length} numbers instead of {Values.Length}";
        for (var i = 0; i < numbers.Length; i++)
            if (!(Math.Abs(numbers[i] - Values[i]) <= bound))
                return $"{Name} {Where(i, size)} is {numbers[i]:g9}; the definition says {Values[i]:g9}, and {bound:g2} is allowed";
        return null;
    }

    private string Where(int index, Size size)
    {
        var (row, count) = (index / Width, Rows?.Length ?? size.Keys);
        return $"of head {row / count}, {(Rows is null ? $"key {row % count}" : $"query {Rows[row % count]}")}, feature {index % Width}";
    }
}
