namespace Heed.Kernels;

/// <summary>Which half of T5 a table of distances belongs to.</summary>
public enum T5Side
{
    /// <summary>Keys before and after the query have half of the buckets each.</summary>
    Encoder,
    /// <summary>All buckets are for keys before the query; those after it share the first.</summary>
    Decoder,
}
