namespace Heed.Bench;

/// <summary>The questions that tasks answer.</summary>
public enum Question
{
    /// <summary>How similar is it to exact softmax attention?</summary>
    Fidelity,

    /// <summary>How well does it find what is similar or relevant?</summary>
    Capture,

    /// <summary>What does it cost?</summary>
    Cost,
}
