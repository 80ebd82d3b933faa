namespace Heed.Kernels.Bench;

/// <summary>Who computes the same beside the kernel.</summary>
internal enum Rival
{
    /// <summary>LibTorch's attention in its best form: is_causal where that says all, enable_gqa for groups, else a mask tensor.</summary>
    LibTorch,
    /// <summary>What TorchSharp can say of grouped heads without TorchScript: keys and values repeated, then attention.</summary>
    Repeated,
    /// <summary>The operator Attention (opset 23) of ONNX Runtime.</summary>
    OnnxRuntime,
    /// <summary>The kernel itself without a part.</summary>
    Plain,
    /// <summary>The kernel itself on a cache that keeps float32.</summary>
    Float32Cache,
    /// <summary>The least that any call must do: its multiply-adds on registers alone, or its reading.</summary>
    Roof,
}
