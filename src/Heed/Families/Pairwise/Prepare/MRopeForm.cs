namespace Heed.Pairwise.Preparing;

/// <summary>How pairs of features are shared out among time, height and width.</summary>
public enum MRopeForm
{
    /// <summary>The first pairs to time, the next to height, the rest to width (Qwen2-VL).</summary>
    Sections,

    /// <summary>In turn; pairs that are left over to time (Qwen3-VL).</summary>
    Interleaved,
}
