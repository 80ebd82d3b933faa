namespace Heed.Kernels;

/// <summary>Where the rows of an item keep what they need, in memory that its thread lends and in the result.</summary>
internal readonly unsafe struct DecodeScratch
{
    /// <summary>Keys scored before one rescale: a block of keys, one of values and the scores of all rows stay in L1 and L2.</summary>
    public const int Block = 256;

    /// <summary>Floats from the scores of a row to those of the next, with room for the scores of missing keys.</summary>
    public const int ScoreStep = Block + 16;

    public readonly float* Queries, Scores, Keep, Keys, Values, Sums, Max, Mass;
    public readonly BlockKind* Kinds;

    /// <summary>Lays the rows out.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="width">Features of keys, in whole registers.</param>
    /// <param name="values">Features of values, in whole registers.</param>
    /// <param name="result">The sums of each row, then all the maxima, then all the masses.</param>
    /// <param name="work">All the rest.</param>
    public DecodeScratch(int rows, int width, int values, float* result, float* work)
    {
        Sums = result;
        Max = Sums + rows * values;
        Mass = Max + rows;
        Queries = work;
        Scores = Queries + rows * width;
        Keys = Scores + rows * ScoreStep;
        Values = Keys + Block * width;
        Keep = Values + Block * values;
        Kinds = (BlockKind*)(Keep + rows);
    }

    public static int Result(int rows, int values) => rows * (values + 2);

    public static int Work(int rows, int width, int values) => rows * (width + ScoreStep + 2) + Block * (width + values);
}
