namespace Heed.Models.Safetensors;

/// <summary>Where a tensor lies in a safetensors file.</summary>
/// <param name="Name">Its name, for example <c>encoder.weight</c>.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Shape">Its sizes; empty for a single number. Row-major.</param>
/// <param name="Start">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record TensorEntry(string Name, ElementType Type, IReadOnlyList<long> Shape, long Start, long End)
{
    /// <summary>How many numbers it holds.</summary>
    public long Count => (End - Start) / Type.Size();

    /// <summary>Name, type and shape on one line.</summary>
    public override string ToString() => $"{Name}: {Type} [{string.Join(", ", Shape)}]";
}
