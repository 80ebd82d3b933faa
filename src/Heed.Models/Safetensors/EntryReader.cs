using System.Text.Json;

namespace Heed.Models.Safetensors;

/// <summary>Reads and checks one tensor's entry of a header.</summary>
internal static class EntryReader
{
    public static TensorEntry Read(string name, JsonElement given, long dataLength)
    {
        if (given.ValueKind != JsonValueKind.Object) throw new FormatException($"The entry '{name}' is no object.");
        JsonElement? type = null, shape = null, offsets = null;
        foreach (var field in given.EnumerateObject())
        {
            ref var place = ref type;
            if (field.Name == "shape") place = ref shape;
            else if (field.Name == "data_offsets") place = ref offsets;
            else if (field.Name != "dtype") throw new FormatException($"'{name}' has an unknown field '{field.Name}'.");
            if (place is not null) throw new FormatException($"'{name}' has two fields '{field.Name}'.");
            place = field.Value;
        }

        var kind = Type(name, type ?? throw Lacks(name, "dtype"));
        var sizes = Whole(name, "shape", shape ?? throw Lacks(name, "shape"));
        var ends = Whole(name, "data_offsets", offsets ?? throw Lacks(name, "data_offsets"));
        if (ends is not [var start, var end]) throw new FormatException($"'{name}' has {ends.Length} data_offsets, not two.");
        if (start > end) throw new FormatException($"'{name}' ends at byte {end}, before it starts at {start}.");
        if (end > dataLength)
            throw new FormatException($"'{name}' ends at byte {end}, but only {dataLength} follow the header: the file is cut off.");
        if (Bytes(name, sizes, kind.Size()) is var needed && needed != end - start)
            throw new FormatException($"'{name}' has {end - start} bytes, but {kind} [{string.Join(", ", sizes)}] takes {needed}.");
        return new(name, kind, sizes, start, end);
    }

    private static FormatException Lacks(string name, string field) => new($"'{name}' has no {field}.");

    private static ElementType Type(string name, JsonElement given) =>
        given.ValueKind == JsonValueKind.String && Enum.TryParse<ElementType>(given.GetString(), out var type) && Enum.IsDefined(type)
            && given.GetString() == type.ToString()
            ? type
            : throw new FormatException($"'{name}' has the dtype {given.GetRawText()}; "
                + $"known are {string.Join(", ", Enum.GetNames<ElementType>())}.");

    private static long[] Whole(string name, string field, JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Array) throw new FormatException($"'{name}' has a {field} that is no list.");
        return [.. given.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out var whole) && whole >= 0
            ? whole
            : throw new FormatException($"'{name}' has {n.GetRawText()} in its {field}, where a whole number from 0 on was expected."))];
    }

    private static long Bytes(string name, long[] shape, int size)
    {
        if (shape.Contains(0)) return 0;
        try
        {
            return shape.Aggregate((long)size, (product, n) => checked(product * n));
        }
        catch (OverflowException)
        {
            throw new FormatException($"'{name}' has the shape [{string.Join(", ", shape)}], more than any file can hold.");
        }
    }
}
