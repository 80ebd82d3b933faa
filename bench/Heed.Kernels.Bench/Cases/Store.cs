namespace Heed.Kernels.Bench;

/// <summary>Where keys and values lie.</summary>
internal enum Store
{
    /// <summary>In the memory of the caller, whom everybody reads.</summary>
    Caller,
    /// <summary>In a <see cref="KeyValueCache"/>.</summary>
    Contiguous,
    /// <summary>In a <see cref="RingCache"/> that has gone round, so that the oldest key lies in its middle.</summary>
    Ring,
    /// <summary>In a <see cref="PagedCache"/>, in pages of the pool's usual size.</summary>
    Paged,
    /// <summary>In a <see cref="KeyValueCache"/> that keeps bf16.</summary>
    BFloat16,
    /// <summary>In a <see cref="KeyValueCache"/> that keeps int8.</summary>
    Int8,
}
