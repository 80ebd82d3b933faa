using System.Text;

namespace Heed.Models.Data;

/// <summary>
/// Divides things by their hash, never by their order: the same number, date or word is in the same part whatever else the data holds, and
/// never in two.
/// </summary>
/// <param name="Validation">The share that is kept for validation.</param>
/// <param name="Test">The share that is kept for the test.</param>
public sealed record Shares(double Validation = 0.05, double Test = 0.10)
{
    /// <summary>The part of a number.</summary>
    /// <param name="number">Any.</param>
    public Split Of(long number) => At(Mixed((ulong)number));

    /// <summary>The part of a text.</summary>
    /// <param name="text">Any.</param>
    public Split Of(string text) => At(Hash(text));

    /// <summary>A hash of a text that is the same on every machine: FNV-1a of its UTF-8 bytes, mixed.</summary>
    /// <param name="text">Any.</param>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = (hash ^ b) * 1099511628211UL;
        return Mixed(hash);
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    internal static ulong Mixed(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    private Split At(ulong hash)
    {
        var share = (hash >> 11) * (1.0 / (1UL << 53));
        return share < Test ? Split.Test : share < Test + Validation ? Split.Validation : Split.Train;
    }
}
