namespace Heed.Models.Data;

/// <summary>The 39 phonemes of the CMU Pronouncing Dictionary, in the letters of ARPAbet.</summary>
public static class Phonemes
{
    private static readonly HashSet<string> Known =
    [
        "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY", "JH", "K", "L", "M",
        "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH",
    ];

    /// <summary>All of them, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Order(StringComparer.Ordinal)];

    /// <summary>Splits a pronunciation and takes the digits of stress away.</summary>
    /// <param name="text">Phonemes between spaces, such as <c>AE2 B D IH0 K EY1 T</c>.</param>
    /// <param name="phonemes">The phonemes.</param>
    /// <param name="wrong">The first that is none, or null.</param>
    /// <returns>Whether it is a pronunciation: at least one phoneme, and nothing else.</returns>
    internal static bool TryCut(string text, out string[] phonemes, out string? wrong)
    {
        phonemes = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p is [.., '0' or '1' or '2'] ? p[..^1] : p)];
        wrong = phonemes.FirstOrDefault(p => !Known.Contains(p));
        return wrong is null && phonemes.Length > 0;
    }
}
