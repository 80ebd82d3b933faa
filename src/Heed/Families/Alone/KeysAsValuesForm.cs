namespace Heed.Alone;

/// <summary>What is read of a key that is its own value.</summary>
public enum KeysAsValuesForm
{
    /// <summary>The key as it was before its factors and its rotation (Gemma 4).</summary>
    Unrotated,

    /// <summary>The rotated key, and what was read is turned back (DeepSeek-V4).</summary>
    Derotated,
}
