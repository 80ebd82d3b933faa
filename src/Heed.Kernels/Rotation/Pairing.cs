namespace Heed.Kernels;

/// <summary>Which two features a rotation takes together.</summary>
public enum Pairing
{
    /// <summary>Feature j with j + half of the width that is rotated, as GPT-NeoX and Hugging Face's LLaMA lay them out.</summary>
    Halves,
    /// <summary>Feature 2j with 2j + 1, as the paper and GPT-J do.</summary>
    Adjacent,
}
