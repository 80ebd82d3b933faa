using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Attention over tensors of four axes, (B, H, N, D), where they lie: permuted ones too, as long as the features of a token are
/// adjacent.</summary>
public static class TensorSpans
{
    extension(Attention)
    {
        /// <summary>Attention without parts. Query head i reads KV head floor(i · G / H).</summary>
        /// <param name="q">(B, H, N, D).</param>
        /// <param name="k">(B, G, M, D), where G divides H.</param>
        /// <param name="v">(B, G, M, Dv).</param>
        /// <param name="output">Room for (B, H, N, Dv); it must not overlap the inputs.</param>
        /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument and what was expected.</exception>
        public static void Forward(in ReadOnlyTensorSpan<float> q, in ReadOnlyTensorSpan<float> k, in ReadOnlyTensorSpan<float> v,
            in TensorSpan<float> output) => Attention.Forward(q, k, v, output, default(Everything));

        /// <summary>Attention with a part. Query head i reads KV head floor(i · G / H); a query that sees no key gives 0.</summary>
        /// <typeparam name="TPart">The part, or parts composed by <see cref="Both{A, B}"/>.</typeparam>
        /// <param name="q">(B, H, N, D).</param>
        /// <param name="k">(B, G, M, D), where G divides H.</param>
        /// <param name="v">(B, G, M, Dv).</param>
        /// <param name="output">Room for (B, H, N, Dv); it must not overlap the inputs.</param>
        /// <param name="part">What changes and hides scores.</param>
        /// <param name="logSumExp">Empty, or room for (B, H, N): the natural logarithm of each query's denominator.</param>
        /// <param name="options">How the call runs; null for the defaults.</param>
        /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument and what was expected.</exception>
        /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
        public static void Forward<TPart>(in ReadOnlyTensorSpan<float> q, in ReadOnlyTensorSpan<float> k, in ReadOnlyTensorSpan<float> v,
            in TensorSpan<float> output, TPart part, Span<float> logSumExp = default, AttentionOptions? options = null)
            where TPart : struct, IPart<TPart>
            => Attention.Forward(q.AsView(), k.AsView(), v.AsView(), output.AsPlace(), part, default(Softmax), logSumExp, options);

        /// <summary>The gradients of softmax attention, of what a forward call gave.</summary>
        /// <typeparam name="TPart">The part of the forward call.</typeparam>
        /// <param name="q">(B, H, N, D).</param>
        /// <param name="k">(B, G, M, D), where G divides H.</param>
        /// <param name="v">(B, G, M, Dv).</param>
        /// <param name="output">(B, H, N, Dv): what the forward call gave.</param>
        /// <param name="logSumExp">(B, H, N): what it gave there.</param>
        /// <param name="gradient">(B, H, N, Dv): of the output.</param>
        /// <param name="dq">Room for (B, H, N, D).</param>
        /// <param name="dk">Room for (B, G, M, D).</param>
        /// <param name="dv">Room for (B, G, M, Dv).</param>
        /// <param name="part">The part of the forward call.</param>
        /// <param name="options">How the call runs; null for the defaults.</param>
        /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument and what was expected.</exception>
        /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
        public static void Backward<TPart>(in ReadOnlyTensorSpan<float> q, in ReadOnlyTensorSpan<float> k, in ReadOnlyTensorSpan<float> v,
            in ReadOnlyTensorSpan<float> output, ReadOnlySpan<float> logSumExp, in ReadOnlyTensorSpan<float> gradient,
            in TensorSpan<float> dq, in TensorSpan<float> dk, in TensorSpan<float> dv, TPart part, AttentionOptions? options = null)
            where TPart : struct, IPart<TPart>
            => Attention.Backward(q.AsView(), k.AsView(), v.AsView(), output.AsView(), logSumExp, gradient.AsView(), dq.AsPlace(),
                dk.AsPlace(), dv.AsPlace(), part, default(Softmax), options);
    }

    /// <summary>The tensor as kernels read it: its floats, sizes and strides.</summary>
    /// <param name="tensor">Four axes; the features of a token are adjacent.</param>
    /// <exception cref="ArgumentException">It has another number of axes, or features that are not adjacent.</exception>
    public static View AsView(this in ReadOnlyTensorSpan<float> tensor)
    {
        var shape = Sizes(tensor.Lengths, tensor.Strides);
        var data = shape.Length == 0 ? default
            : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), Extent(tensor.Lengths, tensor.Strides));
        return new(data, shape, tensor.Strides[0], tensor.Strides[1], tensor.Strides[2]);
    }

    /// <summary>The tensor as kernels write it.</summary>
    /// <param name="tensor">Four axes; the features of a token are adjacent, and no float belongs to two of them.</param>
    /// <exception cref="ArgumentException">It has other axes, features that are not adjacent, or floats of two tokens.</exception>
    public static Place AsPlace(this in TensorSpan<float> tensor)
    {
        var shape = Sizes(tensor.Lengths, tensor.Strides);
        var data = shape.Length == 0 ? default
            : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), Extent(tensor.Lengths, tensor.Strides));
        return new(data, shape, tensor.Strides[0], tensor.Strides[1], tensor.Strides[2]);
    }

    private static Shape Sizes(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides)
    {
        if (lengths.Length != 4)
            throw new ArgumentException($"The tensor has {lengths.Length} axes; there must be four, (B, H, N, D).", "tensor");
        if (lengths[3] > 1 && strides[3] != 1)
            throw new ArgumentException($"The features of a token lie {strides[3]} floats apart; they must be adjacent: copy the tensor.",
                "tensor");
        return new(checked((int)lengths[0]), checked((int)lengths[1]), checked((int)lengths[2]), checked((int)lengths[3]));
    }

    // What the tensor reaches over from its first float: it made sure of that itself.
    private static int Extent(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides)
    {
        nint extent = 1;
        for (var axis = 0; axis < lengths.Length; axis++) extent = checked(extent + ((lengths[axis] - 1) * strides[axis]));
        return checked((int)extent);
    }
}
