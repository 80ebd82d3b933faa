using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Rotary positions: pairs of features of queries and keys are rotated by angles
/// that grow with the position, so that scores depend on distances.</summary>
/// <remarks>
/// Su et al. 2021, arXiv:2104.09864, section 3.2. Pair j at position p is rotated by p · base^(-2j / width). A kernel rotates queries while
/// it packs them and keys a block at a time; no rotated copy of all keys is made. Angles
/// and their sines are computed in double precision, once, when the rotation is made.
/// </remarks>
public sealed class Rotation
{
    // (positions, 2, Wide): for Halves cosines and sines of the pairs; for Adjacent of the features, the sines of even ones negated; pinned
    private readonly float[] table;

    /// <summary>Computes the sines and cosines of all positions: 2 · positions · width floats at most.</summary>
    /// <param name="positions">Positions 0 to positions - 1 can be rotated; at most 2²⁴.</param>
    /// <param name="width">How many features are rotated, from the first; an even number up to 576. Those after them stay.</param>
    /// <param name="pairing">Which features belong together.</param>
    /// <param name="base">What the angles are powers of.</param>
    /// <param name="queryOffset">The position of the first query: M - N with a cache.</param>
    /// <param name="keyOffset">The position of the first key.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Rotation(int positions, int width, Pairing pairing = Pairing.Halves, double @base = 10000, int queryOffset = 0,
        int keyOffset = 0)
    {
        if (width is < 2 or > Shape.Widest || width % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(width), $"width is {width}: give an even number from 2 to {Shape.Widest}.");
        if (!(@base > 0) || !double.IsFinite(@base))
            throw new ArgumentOutOfRangeException(nameof(@base), $"base is {@base}: give a finite number above 0.");
        if (!Enum.IsDefined(pairing))
            throw new ArgumentOutOfRangeException(nameof(pairing), $"pairing is {pairing}: give Halves or Adjacent.");
        ArgumentOutOfRangeException.ThrowIfNegative(queryOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(keyOffset);
        (Positions, Width, Pairing, Base, QueryOffset, KeyOffset) = (Kernels.Positions.Count(positions, nameof(positions)), width, pairing,
            @base, queryOffset, keyOffset);
        if (2L * Wide * positions > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(positions),
                $"positions is {positions}: with width {width} at most {Array.MaxLength / (2 * Wide)} fit into a table.");
        table = GC.AllocateUninitializedArray<float>(2 * Wide * positions, pinned: true);
        for (var p = 0; p < positions; p++)
            for (var j = 0; j < width / 2; j++)
            {
                var (sin, cos) = Math.SinCos(Angle(p, j));
                var row = table.AsSpan(2 * Wide * p, 2 * Wide);
                if (pairing == Pairing.Halves) (row[j], row[Wide + j]) = ((float)cos, (float)sin);
                else (row[2 * j], row[(2 * j) + 1], row[Wide + (2 * j)], row[Wide + (2 * j) + 1]) = ((float)cos, (float)cos, (float)-sin,
                    (float)sin);
            }
    }

    /// <summary>How many positions there are.</summary>
    public int Positions { get; }
    /// <summary>How many features are rotated.</summary>
    public int Width { get; }
    /// <summary>Which features belong together.</summary>
    public Pairing Pairing { get; }
    /// <summary>What the angles are powers of.</summary>
    public double Base { get; }
    /// <summary>The position of the first query.</summary>
    public int QueryOffset { get; }
    /// <summary>The position of the first key.</summary>
    public int KeyOffset { get; }

    private int Wide => Pairing == Pairing.Halves ? Width / 2 : Width;

    /// <summary>Rotates rows where they lie.</summary>
    /// <param name="rows">Rows, one after another.</param>
    /// <param name="width">Features of a row, at least those that are rotated.</param>
    /// <param name="position">The position of the first row.</param>
    /// <param name="direction">Forwards, or backwards as gradients are: the inverse.</param>
    /// <exception cref="ArgumentException">The rows do not divide by the width, or lie at positions that there are none of.</exception>
    public unsafe void Turn(Span<float> rows, int width, int position, Direction direction = Direction.Forwards)
    {
        if (width < Width) throw new ArgumentException($"width is {width}; the rotation rotates {Width} features.", nameof(width));
        if (rows.Length % width != 0)
            throw new ArgumentException($"rows holds {rows.Length} floats, which do not divide into rows of {width}.", nameof(rows));
        var count = rows.Length / width;
        if (position < 0 || (long)position + count > Positions)
            throw new ArgumentException($"position is {position}; {count} rows from there do not lie within the rotation's {Positions} "
                + "positions.", nameof(position));
        fixed (float* at = rows)
        {
            if (Registers.Choose() == 512)
                RowRotation<Simd512, Vector512<float>>.Rows(this, at, width, count, width, position, at, width, direction);
            else RowRotation<Simd128, Vector128<float>>.Rows(this, at, width, count, width, position, at, width, direction);
        }
    }

    /// <summary>The angle of a pair at a position, in radians.</summary>
    internal double Angle(int position, int pair) => position * Math.Pow(Base, -2.0 * pair / Width);

    /// <summary>The feature that one is rotated with; itself beyond the width.</summary>
    internal int Partner(int feature)
        => feature >= Width ? feature : Pairing == Pairing.Adjacent ? feature ^ 1 : (feature + (Width / 2)) % Width;

    /// <summary>The cosines of a position, and how many floats after them its sines are.</summary>
    internal unsafe float* Of(int position, out int sines)
    {
        sines = Wide;
        return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(table)) + (2L * Wide * position);
    }

    /// <summary>Refuses data that the rotation was not made for.</summary>
    internal void Check(int width, int queries, int keys)
    {
        if (width < Width)
            throw new ArgumentException($"options.Rotation rotates {Width} features; queries and keys have {width}.", "options");
        if ((long)QueryOffset + queries > Positions || (long)KeyOffset + keys > Positions)
            throw new ArgumentException($"options.Rotation has {Positions} positions; {queries} queries from {QueryOffset} and {keys} keys "
                + $"from {KeyOffset} need {Math.Max((long)QueryOffset + queries, (long)KeyOffset + keys)}.", "options");
    }
}
