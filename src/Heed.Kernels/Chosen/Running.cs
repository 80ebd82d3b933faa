namespace Heed.Kernels;

/// <summary>What some neighbouring queries have read so far: sums relative to a maximum, and the mass of the weights.</summary>
/// <param name="from">The first of the queries.</param>
/// <param name="count">How many.</param>
/// <param name="width">Features of a value.</param>
/// <param name="memory">Room for <see cref="Floats"/>.</param>
internal readonly unsafe struct Running(int from, int count, int width, float* memory)
{
    public readonly int From = from;
    public readonly int Count = count;
    public readonly float* Sums = memory;
    public readonly float* Max = memory + (nint)count * width;
    public readonly float* Mass = memory + (nint)count * (width + 1);

    public static long Floats(int count, int width) => (long)count * (width + 2);

    /// <summary>Nothing has been read.</summary>
    public void Clear(float lowest)
    {
        new Span<float>(Sums, Count * width).Clear();
        new Span<float>(Max, Count).Fill(lowest);
        new Span<float>(Mass, Count).Clear();
    }
}
