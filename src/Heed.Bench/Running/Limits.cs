namespace Heed.Bench.Running;

/// <summary>What a cell may take.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="Bytes">How much memory its process may hold.</param>
public sealed record Limits(double Seconds, long Bytes);
