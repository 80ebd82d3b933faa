using Heed.Pairwise.Patterns;

namespace Heed.Pairwise;

/// <summary>Blocks of keys that queries read, up to their own places.</summary>
/// <param name="Chosen">(1 or B, 1 or H, N, blocks): true where the query reads the block.</param>
/// <param name="Block">Tokens of a block, counted from the first key.</param>
public sealed record BlocksRead(Tensor Chosen, long Block);

/// <summary>A causal pattern of whole blocks of keys, which each query chooses.</summary>
public abstract class BlockPattern : Pattern
{
    /// <inheritdoc />
    public sealed override bool HidesLater => true;

    /// <inheritdoc />
    public sealed override bool SeesOwnKey => true;

    /// <inheritdoc />
    public sealed override Tensor Visible(Meeting meeting)
    {
        var ((chosen, block), places) = (Read(meeting), meeting.Inputs.Places);
        return chosen.index_select(-1, Places.Of(places.Keys).floor_divide(block)).logical_and(new Causal().Visible(places));
    }

    /// <inheritdoc />
    public sealed override BlocksRead? Blocks(Meeting meeting) => Read(meeting);

    /// <summary>What each query reads, its own block among it.</summary>
    /// <param name="meeting">The call, and queries and keys as they meet; its scores may not be known.</param>
    protected abstract BlocksRead Read(Meeting meeting);
}
