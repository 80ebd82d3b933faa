using Heed.Models.Safetensors;

namespace Heed.Fuzz.Targets;

/// <summary>A file of tensors: its header, and every number in it.</summary>
internal sealed class Safetensors : ITarget
{
    /// <inheritdoc/>
    public string Name => "safetensors";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        using var reader = new SafetensorsReader(new MemoryStream(input), "input");
        foreach (var entry in reader.Entries)
        {
            var bytes = reader.Bytes(entry);
            Target.Promise(bytes.Length == entry.Count * entry.Type.Size(), "a tensor has as many numbers as its shape says");
            if (entry.Type == ElementType.I64) _ = reader.Longs(entry.Name);
            if (entry.Type is ElementType.F64 or ElementType.F32 or ElementType.F16 or ElementType.BF16) _ = reader.Floats(entry.Name);
        }
    }
}
