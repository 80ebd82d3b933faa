namespace Heed.Kernels.Bench;

/// <summary>How tables call those who run.</summary>
internal static class Who
{
    public const string Kernel = "Heed.Kernels";

    public static string Is(Rival rival) => rival switch
    {
        Rival.LibTorch => "LibTorch",
        Rival.Repeated => "TorchSharp with repeated keys",
        Rival.OnnxRuntime => "ONNX Runtime",
        Rival.Float32Cache => "Heed.Kernels with a cache of float32",
        Rival.Plain => "Heed.Kernels without a part",
        _ => "roof",
    };

    /// <summary>The rival of this name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Rival Named(string name) => Enum.GetValues<Rival>().Where(r => Is(r) == name).Select(r => (Rival?)r).FirstOrDefault()
        ?? throw new FormatException($"'{name}' is nobody that this program knows.");
}
