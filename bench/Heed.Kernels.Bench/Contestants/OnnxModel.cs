using System.Text;

namespace Heed.Kernels.Bench;

/// <summary>The bytes of an ONNX model of one node, Attention of opset 23, written field by field as onnx.proto numbers them.</summary>
internal static class OnnxModel
{
    private const int Float = 1;
    private const int IntAttribute = 2;

    /// <summary>A model that reads Q, K, V and perhaps a mask, and gives Y.</summary>
    /// <param name="causal">Whether it is told by the attribute is_causal that query i sees the keys up to i.</param>
    /// <param name="masked">Whether it has a fourth input, added to the scores.</param>
    public static byte[] Attention(bool causal, bool masked)
    {
        string[] inputs = masked ? ["Q", "K", "V", "mask"] : ["Q", "K", "V"];
        byte[] node = [.. inputs.SelectMany(name => Field(1, name)), .. Field(2, "Y"), .. Field(4, "Attention"),
            .. Field(5, [.. Field(1, "is_causal"), .. Field(3, causal ? 1 : 0), .. Field(20, IntAttribute)])];
        byte[] graph = [.. Field(1, node), .. Field(2, "attention"), .. inputs.SelectMany(name => Field(11, Value(name))),
            .. Field(12, Value("Y"))];
        return [.. Field(1, 10), .. Field(7, graph), .. Field(8, [.. Field(1, ""), .. Field(2, 23)])];
    }

    private static byte[] Value(string name) => [.. Field(1, name), .. Field(2, Field(1, Tensor()))];

    // Four dimensions that any number fits: each is a parameter without a value.
    private static byte[] Tensor()
        => [.. Field(1, Float), .. Field(2, [.. Enumerable.Range(0, 4).SelectMany(_ => Field(1, Array.Empty<byte>()))])];

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes) => [.. Varint((ulong)number << 3 | 2), .. Varint((ulong)bytes.Length), .. bytes];

    private static byte[] Field(int number, long value) => [.. Varint((ulong)number << 3), .. Varint((ulong)value)];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value > 127; value >>= 7) yield return (byte)(value | 128);
        yield return (byte)value;
    }
}
