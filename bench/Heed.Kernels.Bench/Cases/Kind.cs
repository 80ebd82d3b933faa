namespace Heed.Kernels.Bench;

/// <summary>What one call computes.</summary>
internal enum Kind
{
    /// <summary>Outputs of many queries.</summary>
    Forward,
    /// <summary>Outputs, and the gradients of queries, keys and values.</summary>
    Backward,
    /// <summary>The output of one query against a long cache: bound by memory, not by arithmetic.</summary>
    Decode,
}
