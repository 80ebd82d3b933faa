namespace Heed.Laws;

/// <summary>Token by token, and in chunks of any size, it gives the same as all at once.</summary>
public sealed class Streaming : Law
{
    /// <inheritdoc />
    public override int Order => 7;

    /// <inheritdoc />
    public override string Statement => "Token by token, and in chunks of any size, it gives the same as all at once.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f.Streams;

    private static readonly long[] OneByOne = [1, 1, 1, 1, 1, 1, 1, 1, 1];

    /// <summary>Other ways to cut the nine tokens, one for each draw in turn.</summary>
    private static readonly long[][] Chunks = [[4, 1, 1, 3], [2, 7], [9]];

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d) => IsSame(m, d) && (d.WithState(m) is not { } begun || IsSame(m, begun));

    private static bool IsSame(Mechanism m, Draw d)
    {
        var (axis, whole) = (m.OutputAxis(), m.Attend(d.Inputs));
        return new[] { OneByOne, Chunks[d.Seed % Chunks.Length] }.All(chunks => d.Close(torch.cat([.. Steps(m, d, chunks)], axis), whole));
    }

    private static IEnumerable<Tensor> Steps(Mechanism m, Draw d, long[] chunks)
    {
        State? state = null;
        var (read, at) = (new List<Tensor>(), 0L);
        foreach (var count in chunks)
        {
            read.Add(m.Step(d.Inputs.Tokens(m.Flow, at, count), ref state));
            at += count;
        }

        return read;
    }
}
