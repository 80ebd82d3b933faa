using Heed.Lowering;

namespace Heed.Pairwise;

/// <summary>Which pairs may meet?</summary>
public abstract class Pattern : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Mask;

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override bool LowersToTable => true;

    /// <inheritdoc />
    public override bool LowersInCache => !LowersToTable;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Meeting meeting)
    {
        if (LowersToTable) Table.Add(parts, meeting.Inputs, Visible(meeting));
        else Lower(parts, meeting.Inputs);
    }

    /// <summary>The blocks of keys that each query reads, where the mask is one of whole blocks that queries choose, and causal.</summary>
    /// <param name="meeting">The call, and queries and keys as they meet; its scores are not known and must not be read.</param>
    /// <returns>Null where it is something else.</returns>
    public virtual BlocksRead? Blocks(Meeting meeting) => null;

    /// <summary>How many of the keys that are not later than a query it sees, counted back from its own, at most; null when there is no
    /// such number.</summary>
    public virtual long? Window => null;

    /// <summary>Whether a query always sees its own key.</summary>
    public virtual bool SeesOwnKey => false;

    /// <summary>Whether it chooses some of all keys that are not later, the query's own not for certain.</summary>
    public virtual bool ChoosesFreely => false;

    /// <summary>The pairs that may meet.</summary>
    /// <param name="meeting">The call, and queries and keys as they met.</param>
    /// <returns>Boolean, broadcast to (B, H, N, M).</returns>
    public abstract Tensor Visible(Meeting meeting);
}

/// <summary>A pattern that goes by where query and key stand, and not by what they hold.</summary>
/// <param name="alignment">Where the queries stand when there are more keys than queries.</param>
public abstract class PlacePattern(Alignment alignment = Alignment.BottomRight) : Pattern
{
    /// <summary>Whether the last query stands at the last key, as it must when keys are cached.</summary>
    protected bool EndsAtLastKey { get; } = alignment == Alignment.BottomRight;

    /// <summary>How many tokens, from the first on, show all that it does; for a pattern that comes back again and again, after how many
    /// it does.</summary>
    public virtual long Span => Math.Max(2, 1 + (Window ?? 1));

    /// <inheritdoc />
    public override bool SeesOwnKey => Together.SeeOwnKey([this]);

    /// <summary>Whether a query at one place sees a key at another.</summary>
    /// <param name="i">Where the query stands.</param>
    /// <param name="j">Where the key stands.</param>
    public abstract bool Sees(long i, long j);

    /// <summary>How far the queries of a call are moved from where they would stand with a cache.</summary>
    /// <param name="inputs">The call.</param>
    protected int Offset(Inputs inputs) => EndsAtLastKey ? (int)inputs.Offset : 0;

    /// <inheritdoc />
    public override Tensor Visible(Meeting meeting) => Visible(meeting.Inputs.Places);

    /// <summary>The pairs that may meet, (N, M).</summary>
    /// <param name="places">Where queries and keys stand.</param>
    public virtual Tensor Visible(Places places)
    {
        var (queries, keys) = (places.Queries, places.Keys);
        var moved = EndsAtLastKey || queries.Count == 0 ? 0 : -queries[0];
        var sees = new bool[queries.Count, keys.Count];
        for (var i = 0; i < queries.Count; i++)
            for (var j = 0; j < keys.Count; j++)
                sees[i, j] = Sees(queries[i] + moved, keys[j]);
        return torch.tensor(sees);
    }
}

/// <summary>Where the last query stands when there are more keys than queries, or fewer.</summary>
public enum Alignment
{
    /// <summary>At the last key, as with a cache: key j is visible to query i when j ≤ i + M − N.</summary>
    BottomRight,

    /// <summary>The first query stands at the first key: j ≤ i.</summary>
    TopLeft,
}
