namespace Heed.Kernels;

/// <summary>What the arguments of parts that count tokens must keep to.</summary>
internal static class Positions
{
    /// <summary>Up to here floats count exactly.</summary>
    public const int Most = 1 << 24;

    /// <summary>The offset, if positions with it can still be counted.</summary>
    public static int Offset(int offset) => offset is >= -Most and <= Most ? offset
        : throw new ArgumentOutOfRangeException(nameof(offset), $"offset is {offset}: give a number of tokens between -2²⁴ and 2²⁴.");

    /// <summary>A number of tokens, if it is at least 1 and can be counted.</summary>
    public static int Count(int count, string name) => count is >= 1 and <= Most ? count
        : throw new ArgumentOutOfRangeException(name, $"{name} is {count}: give a number of tokens between 1 and 2²⁴.");

    /// <summary>Refuses sequences whose positions floats cannot count exactly.</summary>
    public static void Check(string part, int offset, int queries, int keys)
    {
        if ((long)queries + Math.Max(offset, 0) > Most || (long)keys - Math.Min(offset, 0) > Most)
            throw new ArgumentException($"part {part} counts positions up to 2²⁴; with offset {offset} it cannot count {queries} queries "
                + $"and {keys} keys.", nameof(part));
    }

    /// <summary>Refuses numbers of which there is not one for each query head.</summary>
    public static void Heads(string part, string name, int given, int heads)
    {
        if (given != heads)
            throw new ArgumentException($"{name} of part {part} has {given} numbers; {heads} query heads need {heads}.", name);
    }

    /// <summary>Refuses a table that is neither shared nor made for these sequences or heads.</summary>
    public static void Shared(string part, string name, int given, int needed)
    {
        if (given != 1 && given != needed)
            throw new ArgumentException($"{name} of part {part} is {given}; it must be 1, which all share, or {needed}.", name);
    }

    /// <summary>The numbers, each of which must be finite.</summary>
    public static float[] Finite(float[] numbers, string name)
    {
        ArgumentNullException.ThrowIfNull(numbers, name);
        for (var i = 0; i < numbers.Length; i++)
            if (!float.IsFinite(numbers[i])) throw new ArgumentException($"{name}[{i}] is {numbers[i]}: give finite numbers.", name);
        return numbers;
    }
}
