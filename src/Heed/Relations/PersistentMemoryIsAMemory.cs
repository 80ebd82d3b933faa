using Heed.Laws;

namespace Heed.Relations;

/// <summary>Keys that are learned are read as keys that were kept.</summary>
public sealed class PersistentMemoryIsAMemory : Relation
{
    /// <inheritdoc />
    public override string Left => "persistent-memory";

    /// <inheritdoc />
    public override string Right => "memory-concat";

    /// <inheritdoc />
    public override string Statement => "Keys that are learned are read as keys that were kept.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw)
    {
        return draw.With("mem_k", Kept("m_k")).With("mem_v", Kept("m_v")).Only("q", "k", "v", "mem_k", "mem_v");

        Tensor Kept(string name) => draw[name].unsqueeze(0).expand(draw["q"].shape[0], -1, -1, -1);
    }
}
