using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Heed.Kernels.Bench;

/// <summary>The operator Attention of ONNX Runtime on a CPU, in a session of its own; its
/// output is written into memory that is kept.</summary>
internal sealed unsafe class OnnxRuntime : Contestant
{
    private static readonly string[] Names = ["Q", "K", "V", "mask"];

    private readonly Tensor output;
    private readonly Tensor? mask;
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly OrtValue[] inputs;
    private readonly OrtValue[] outputs;

    public OnnxRuntime(Operands operands, Pattern pattern, int threads)
    {
        if (pattern.Told == Told.Formula) throw new NotSupportedException($"ONNX Runtime is not asked for {pattern.Name}.");
        var size = operands.Size;
        output = torch.empty_like(operands.Queries);
        if (pattern.Told == Told.Mask)
        {
            var numbers = pattern.Mask(size);
            mask = torch.tensor(numbers, [1, numbers.Length / ((long)size.Queries * size.Keys), size.Queries, size.Keys]);
        }
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
        session = new(OnnxModel.Attention(pattern.Told == Told.IsCausal, mask is not null), options);
        Tensor?[] tensors = [operands.Queries, operands.Keys, operands.Values, mask];
        inputs = [.. tensors.OfType<Tensor>().Select(Wrap)];
        outputs = [Wrap(output)];
    }

    public override void Run() => session.Run(run, Names[..inputs.Length], inputs, ["Y"], outputs);

    public override float[][] Compute(Tensor gradient)
    {
        Operands.Floats(output).Fill(float.NaN);
        Run();
        return [Operands.Floats(output).ToArray()];
    }

    public override void Dispose()
    {
        foreach (var value in (OrtValue[])[.. inputs, .. outputs]) value.Dispose();
        session.Dispose();
        run.Dispose();
        output.Dispose();
        mask?.Dispose();
    }

    private static OrtValue Wrap(Tensor tensor)
    {
        fixed (byte* at = tensor.bytes)                                              // native memory, which does not move
            return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, tensor.shape, (nint)at,
                tensor.numel() * sizeof(float));
    }
}
