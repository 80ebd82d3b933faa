namespace Heed.Pairwise.Twins;

/// <summary>Keys and values as they were given, token after token, for what no cache of the kernels can read. No gradient goes through it.</summary>
internal sealed class StepTensors : StepPast
{
    private Tensor keys;                                                                   // (B, G, room, D), of which the first tokens are filled
    private Tensor values;                                                                 // (B, G, room, Dv)
    private int tokens;

    /// <summary>Begins with some tokens.</summary>
    /// <param name="k">(B, G, T, D); copied.</param>
    /// <param name="v">(B, G, T, Dv); copied.</param>
    public StepTensors(Tensor k, Tensor v)
    {
        var room = Math.Max(FirstRoom, 2 * k.shape[2]);
        (keys, values) = (Room(k, room), Room(v, room));
        Append(k, v);
    }

    /// <inheritdoc />
    public override int Tokens => tokens;

    /// <inheritdoc />
    public override long Numbers => tokens * keys.shape[0] * keys.shape[1] * (keys.shape[3] + values.shape[3]);

    /// <summary>One or more tokens more.</summary>
    /// <returns>All keys and values where they lie, valid until the next call.</returns>
    public (Tensor K, Tensor V) Append(Tensor k, Tensor v)
    {
        var (added, room) = (k.shape[2], keys.shape[2]);
        if (tokens + added > room)
        {
            room = Math.Max(tokens + added, 2 * room);
            (keys, values) = (Larger(keys, room), Larger(values, room));
        }

        keys.narrow(2, tokens, added).copy_(k);
        values.narrow(2, tokens, added).copy_(v);
        tokens += (int)added;
        return (keys.narrow(2, 0, tokens), values.narrow(2, 0, tokens));
    }

    /// <inheritdoc />
    public override (string Name, Tensor Value)[] Copy() => [(Keys, keys.narrow(2, 0, tokens).clone()), (Values, values.narrow(2, 0, tokens).clone())];

    /// <inheritdoc />
    public override StepPast Select(ReadOnlySpan<int> rows)
    {
        using var scope = torch.NewDisposeScope();
        var index = torch.tensor(rows.ToArray(), torch.int64);
        return new StepTensors(keys.narrow(2, 0, tokens).index_select(0, index), values.narrow(2, 0, tokens).index_select(0, index));
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        keys.Dispose();
        values.Dispose();
    }

    private static Tensor Room(Tensor like, long room) => torch.empty([like.shape[0], like.shape[1], room, like.shape[3]], like.dtype, like.device).DetachFromDisposeScope();

    private Tensor Larger(Tensor full, long room)
    {
        using var old = full;
        var larger = Room(full, room);
        larger.narrow(2, 0, tokens).copy_(full.narrow(2, 0, tokens));
        return larger;
    }
}
