using System.Runtime.InteropServices;
using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>The memory of a tensor as the kernels see it, without a copy.</summary>
internal static class TensorSpan
{
    private const int Widest = Shape.Widest;

    /// <summary>Why a kernel cannot read the tensor where it lies; null when it can.</summary>
    /// <param name="name">What it is called in the message.</param>
    /// <param name="t">Any tensor.</param>
    public static string? Obstacle(string name, Tensor t)
    {
        if (t.dtype != torch.ScalarType.Float32) return $"'{name}' is {t.dtype}, and kernels compute in Float32";
        if (t.device_type != DeviceType.CPU) return $"'{name}' is on {t.device}, and kernels run on the CPU";
        return null;
    }

    /// <summary>The same for q, k and v, whose shapes and strides matter too.</summary>
    /// <param name="name">What it is called in the message.</param>
    /// <param name="t">(B, H, N, D).</param>
    public static string? ViewObstacle(string name, Tensor t)
    {
        if (Obstacle(name, t) is { } other) return other;
        var (shape, strides) = (t.shape, t.stride());
        if (t.numel() == 0) return $"'{name}' is empty";
        if (WidthObstacle(name, shape[3]) is { } wide) return wide;
        if (shape[3] > 1 && strides[3] != 1)
            return $"the features of a token of '{name}' are not adjacent (strides {string.Join(", ", strides)}): give {name}.contiguous()";
        return Extent(shape, strides) > int.MaxValue / sizeof(float) ? $"'{name}' spans more than 2 GiB" : null;
    }

    /// <summary>Why vectors of that width are too wide for a kernel; null when they are not.</summary>
    /// <param name="name">What they are called in the message.</param>
    /// <param name="width">Their width.</param>
    public static string? WidthObstacle(string name, long width) =>
        width > Widest ? $"'{name}' is {width} wide, and kernels take up to {Widest}" : null;

    /// <summary>Views (B, H, N, D) where it lies. The tensor must stay alive as long as the view.</summary>
    /// <param name="t">A tensor without <see cref="ViewObstacle"/>.</param>
    public static View View(Tensor t)
    {
        var (shape, strides) = (t.shape, t.stride());
        return new(Floats(Flat(t)), new((int)shape[0], (int)shape[1], (int)shape[2], (int)shape[3]), strides[0], strides[1], strides[2]);
    }

    /// <summary>Room in a tensor of (B, H, N, D). The tensor must stay alive as long as the place.</summary>
    /// <param name="t">What <see cref="Like"/> gave.</param>
    public static Place Place(Tensor t)
    {
        var (shape, strides) = (t.shape, t.stride());
        return new(Floats(Flat(t)), new((int)shape[0], (int)shape[1], (int)shape[2], (int)shape[3]), strides[0], strides[1], strides[2]);
    }

    /// <summary>An empty tensor whose heads lie as those of another do: side by side in each token, or one after the other.</summary>
    /// <param name="other">(B, H, N, any width).</param>
    /// <param name="width">Its width.</param>
    public static Tensor Like(Tensor other, long width)
    {
        var (shape, strides) = (other.shape, other.stride());
        var (batch, heads, tokens) = (shape[0], shape[1], shape[2]);
        return heads > 1 && tokens > 1 && strides[1] < strides[2]
            ? torch.empty([batch, tokens, heads, width], torch.ScalarType.Float32).transpose(1, 2)
            : torch.empty([batch, heads, tokens, width], torch.ScalarType.Float32);
    }

    /// <summary>The numbers of a contiguous tensor where they lie.</summary>
    /// <param name="t">Contiguous float32.</param>
    public static Span<float> Floats(Tensor t) => MemoryMarshal.Cast<byte, float>(t.bytes);

    /// <summary>A copy of the numbers.</summary>
    /// <param name="t">Any tensor of that type.</param>
    public static T[] Copy<T>(Tensor t) where T : unmanaged
    {
        using var flat = t.detach().contiguous();
        return MemoryMarshal.Cast<byte, T>(flat.bytes).ToArray();
    }

    private static Tensor Flat(Tensor t) => t.is_contiguous() ? t : t.as_strided([Extent(t.shape, t.stride())], [1], t.storage_offset());

    private static long Extent(long[] shape, long[] strides)
    {
        var last = 0L;
        for (var axis = 0; axis < shape.Length; axis++) last += (shape[axis] - 1) * strides[axis];
        return last + 1;
    }
}
