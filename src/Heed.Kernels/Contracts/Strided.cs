namespace Heed.Kernels;

/// <summary>(B, H, N, D) floats by pointer: where a token of a head lies. The pointer is valid while the caller holds the span.</summary>
/// <param name="start">The first float.</param>
/// <param name="batch">Floats from one sequence to the next.</param>
/// <param name="head">Floats from one head to the next.</param>
/// <param name="token">Floats from one token to the next.</param>
internal readonly unsafe struct Strided(float* start, long batch, long head, long token)
{
    public Strided(float* start, View view) : this(start, view.Batch, view.Head, view.Token) { }

    public Strided(float* start, Place place) : this(start, place.Batch, place.Head, place.Token) { }

    /// <summary>Packed data.</summary>
    public Strided(float* start, int heads, int tokens, int width)
        : this(start, (long)heads * tokens * width, (long)tokens * width, width) { }

    /// <summary>Floats from one token to the next.</summary>
    public nint Token => (nint)token;

    public float* At(int b, int h, int i) => start + b * batch + h * head + i * token;
}
