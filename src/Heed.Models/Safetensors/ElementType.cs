namespace Heed.Models.Safetensors;

/// <summary>How the numbers of a tensor are stored in a safetensors file; the names are those of the format.</summary>
public enum ElementType
{
    /// <summary>64-bit floating point.</summary>
    F64,

    /// <summary>32-bit floating point.</summary>
    F32,

    /// <summary>16-bit floating point of IEEE 754.</summary>
    F16,

    /// <summary>The upper half of a 32-bit floating-point number.</summary>
    BF16,

    /// <summary>64-bit integer.</summary>
    I64,

    /// <summary>32-bit integer.</summary>
    I32,

    /// <summary>16-bit integer.</summary>
    I16,

    /// <summary>8-bit integer.</summary>
    I8,

    /// <summary>8-bit integer without sign.</summary>
    U8,

    /// <summary>A byte that is 0 or 1.</summary>
    BOOL,
}

/// <summary>What follows from an element type.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one number.</summary>
    /// <param name="type">The type.</param>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.F64 or ElementType.I64 => 8,
        ElementType.F32 or ElementType.I32 => 4,
        ElementType.F16 or ElementType.BF16 or ElementType.I16 => 2,
        _ => 1,
    };
}
