namespace Heed.Kernels;

/// <summary>How numbers of keys and values lie in memory, and how a register of them is read.</summary>
internal unsafe interface IStored
{
    /// <summary>Bytes of a number.</summary>
    static abstract int Bytes { get; }

    /// <summary>Whether vectors are to be multiplied by scales after they are read.</summary>
    static abstract bool Scales { get; }

    /// <summary>A register of numbers.</summary>
    /// <param name="row">Where a vector begins.</param>
    /// <param name="index">The first of the numbers.</param>
    static abstract V Load<S, V>(byte* row, nint index) where S : struct, ISimd<V> where V : struct;

    /// <summary>One number.</summary>
    /// <param name="row">Where a vector begins.</param>
    /// <param name="index">Which of its numbers.</param>
    static abstract float Number(byte* row, nint index);
}
