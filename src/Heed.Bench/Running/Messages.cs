using Heed.Bench.Stores;

namespace Heed.Bench.Running;

/// <summary>What a worker is asked: a cell, or whether a mechanism keeps its laws.</summary>
internal sealed record Request(Cell? Cell, string? Laws, int Threads, string Cache, string? Data);

/// <summary>What a worker answers, one line each; only lines that begin with the mark are answers.</summary>
internal sealed record Reply(bool Ready = false, double? Share = null, Row? Row = null, string? Broken = null)
{
    public const string Mark = "heed-reply ";
}
