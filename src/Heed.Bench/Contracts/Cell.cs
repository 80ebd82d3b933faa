using System.Security.Cryptography;
using System.Text;

namespace Heed.Bench;

/// <summary>One measurement: a task at a size, a contestant and a seed.</summary>
/// <param name="Task">The id of the task.</param>
/// <param name="Version">The version of the task.</param>
/// <param name="Mechanism">The canonical expression, or the name of a yardstick.</param>
/// <param name="Size">The size.</param>
/// <param name="Seed">What everything random follows from.</param>
public sealed record Cell(string Task, int Version, string Mechanism, TaskSize Size, int Seed)
{
    private const int Digits = 16;

    /// <summary>The same for the same cell on every machine: the first digits of the SHA-256 of all that it says.</summary>
    public string Id =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Task}\n{Version}\n{Mechanism}\n{Size}\n{Seed}")))[..Digits];

    /// <summary>The cell in words.</summary>
    public override string ToString() => $"{Task} · {Mechanism} · {Size} · seed {Seed}";
}
