using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Where the elements of a matrix lie; steps are in floats.</summary>
/// <param name="start">Element (0, 0).</param>
/// <param name="row">From a row to the next.</param>
/// <param name="column">From a column to the next; 1 for what is read in registers.</param>
internal readonly unsafe struct Grid(float* start, nint row, nint column = 1)
{
    public readonly float* Start = start;
    public readonly nint Row = row;
    public readonly nint Column = column;

    /// <summary>The rows from one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Grid From(int row) => new(Start + row * Row, Row, Column);

    /// <summary>The same elements with rows for columns.</summary>
    public Grid Transposed => new(Start, Column, Row);
}
