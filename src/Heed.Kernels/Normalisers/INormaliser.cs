namespace Heed.Kernels;

/// <summary>How scores become weights. A struct, compiled into the kernel like a part.</summary>
/// <remarks>Softmax is the one whose weights are divided by their sum; any other weighs each pair by itself.</remarks>
public interface INormaliser
{
    /// <summary>Whether the weights are exponentials, divided by their sum. Only
    /// <see cref="Softmax"/> says so; the kernel then keeps a running maximum.</summary>
    static abstract bool Sums { get; }

    /// <summary>The weights of one register of scores; 0 where the score is -∞.</summary>
    /// <param name="score">The scores.</param>
    V Weigh<S, V>(V score) where S : struct, ISimd<V> where V : struct;

    /// <summary>The gradient with respect to the score.</summary>
    /// <param name="weight">What <see cref="Weigh{S, V}"/> returned.</param>
    /// <param name="gradient">The gradient with respect to that.</param>
    V Backward<S, V>(V weight, V gradient) where S : struct, ISimd<V> where V : struct;

    /// <summary>The definition of <see cref="Weigh{S, V}"/>, in double precision.</summary>
    /// <param name="score">The score.</param>
    double Define(double score);
}
