namespace Heed.Lowering;

/// <summary>One call of a kernel: everything but its tensors, so that it may outlive them until a backward call.</summary>
internal interface IKernelCall
{
    /// <summary>The output.</summary>
    /// <param name="inputs">What derivatives may be taken of, and what is only kept.</param>
    /// <param name="keep">Whether a backward call may follow.</param>
    Tensor Forward(IReadOnlyList<Tensor> inputs, bool keep);

    /// <summary>The gradients of the first inputs; null for those that have none.</summary>
    /// <param name="inputs">The inputs of the forward call.</param>
    /// <param name="output">Its output.</param>
    /// <param name="gradient">The gradient of the output.</param>
    /// <param name="wanted">Which inputs want one.</param>
    IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient, bool[] wanted);

    /// <summary>The output by the definition, for gradients that are to be differentiated again.</summary>
    /// <param name="inputs">The inputs of the forward call.</param>
    Tensor Again(IReadOnlyList<Tensor> inputs);
}
