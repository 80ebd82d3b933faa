using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>
/// A number per head and distance, read a register at a time: lanes are consecutive distances, upwards when they are queries and downwards
/// when they are keys, so each head has its numbers in both orders, with as many copies of
/// the outermost at each end as a register can reach beyond them.
/// </summary>
internal readonly struct Biases
{
    private const int Margin = 16;                                                  // lanes of the widest register

    private readonly float[] numbers;                                               // (heads, 2, 2 · reach + 2 · Margin), pinned
    private readonly int reach, start;

    /// <summary>Lays out the numbers.</summary>
    /// <param name="heads">The heads, or 1.</param>
    /// <param name="reach">The largest distance with a number of its own.</param>
    /// <param name="of">The number of a head and of how far the key lies behind the query.</param>
    public Biases(int heads, int reach, Func<int, int, float> of)
    {
        (Heads, this.reach) = (heads, reach);
        if (heads * (long)Row * 2 > Array.MaxLength)
            throw new ArgumentException($"A table of {heads} heads and distances up to {reach} is too large.", nameof(reach));
        numbers = GC.AllocateUninitializedArray<float>(heads * Row * 2, pinned: true);
        for (var h = 0; h < heads; h++)
            for (var e = 0; e < Row; e++)
            {
                var behind = Math.Clamp(e - reach - Margin, -reach, reach);
                numbers[2 * h * Row + e] = of(h, behind);
                numbers[(2 * h + 1) * Row + e] = of(h, -behind);
            }
    }

    private Biases(float[] numbers, int heads, int reach, int start)
        => (this.numbers, Heads, this.reach, this.start) = (numbers, heads, reach, start);

    public int Heads { get; }

    private int Row => 2 * (reach + Margin);

    public Biases For(int head) => new(numbers, Heads, reach, Heads == 1 ? 0 : 2 * head * Row);

    public float At(long behind) => numbers[start + (int)Math.Clamp(behind, -reach, reach) + reach + Margin];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe V Load<S, V>(Lanes at, int offset) where S : struct, ISimd<V> where V : struct
    {
        var behind = at.Query + offset - at.Key;
        var place = Math.Clamp(at.AlongKeys ? -behind : behind, -reach - Margin, reach) + reach + Margin
            + (at.AlongKeys ? start + Row : start);
        return S.Load((float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(numbers)) + place);       // pinned for life
    }
}
