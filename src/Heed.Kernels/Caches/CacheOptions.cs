namespace Heed.Kernels;

/// <summary>How a cache keeps what it is given.</summary>
public sealed record CacheOptions
{
    /// <summary>How numbers are kept.</summary>
    public CachePrecision Precision { get; init; }

    /// <summary>Whether values are the first features of the keys, so that keys alone are appended and kept: the latent vectors of
    /// DeepSeek 2024, arXiv:2405.04434, or attention whose keys are its values.</summary>
    public bool ValuesInKeys { get; init; }
}
