namespace Heed.Models.Data;

/// <summary>What a pair of a data set is for.</summary>
public enum Split
{
    /// <summary>To learn from.</summary>
    Train,

    /// <summary>To choose by while learning.</summary>
    Validation,

    /// <summary>To be judged by in the end.</summary>
    Test,
}
