namespace Heed.Alone;

/// <summary>A token reads its own segment by attention and all segments before it from a memory of fixed size; a gate of each head weighs
/// the two.</summary>
/// <remarks>
/// The gate weighs the memory, as in the paper; code that circulates has it the other way round. A segment is written once it is whole.
/// Before anything is written the memory gives nothing.
/// </remarks>
/// <param name="segment">Tokens of a segment.</param>
/// <param name="deltaRule">Whether what the memory answers already is taken from a value before it is written.</param>
public sealed class Infini(long segment = 4, bool deltaRule = false) : AloneMechanism, ICataloged<Infini>
{
    private readonly long segment = segment >= 1 ? segment
        : throw new ArgumentOutOfRangeException(nameof(segment), segment, "A segment has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "infini",
        Name = "Infini-attention",
        Cite = new("Munkhdalai et al.",
            "Leave No Context Behind: Efficient Infinite Context Transformers with Infini-attention", 2024, "arXiv:2404.07143"),
        Formula = "o = σ(β) φ(q)M / φ(q)·z + (1 − σ(β)) Attn(segment),  M ← M + φ(k)ᵀv,  z ← z + Σ φ(k),  φ = elu + 1",
        Tex = @"o = \sigma(\beta) \frac{\phi(q) M}{\phi(q) \cdot z} + (1 - \sigma(\beta))\, \mathrm{Attn}(q, K, V),\quad "
            + @"M \leftarrow M + \phi(K)^\top V,\quad z \leftarrow z + \textstyle\sum \phi(k),\quad \phi = \mathrm{elu} + 1",
        Cost = new("nsd + nd²", "nd", "d² + sd"),
    };

    /// <inheritdoc />
    public override Facts Facts => new()
    {
        IsCausal = true,
        IsOrdered = true,
        MayBeNegative = deltaRule,
        Streams = true,
        HidesKeys = false,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("gate", "H", RoleKind.Parameter, "how much the memory counts, before the sigmoid") { Start = RoleStart.Zero },
        new("initial_memory", "B H Dk Dv", RoleKind.State, "the memory before the first token") { Optional = true },
        new("initial_norm", "B H Dk", RoleKind.State, "what it is divided by") { Optional = true, Range = RoleRange.Positive },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => InfiniMemory.Slots;

    /// <inheritdoc />
    protected override long RowsKept(Sizes sizes, long tokens) => tokens % segment;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var memory = new InfiniMemory(inputs, segment, deltaRule, null);
        var read = memory.Read();
        foreach (var (name, value) in memory.Kept) inputs.Trace?.Record(name, value);
        return read;
    }

    /// <inheritdoc />
    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        if (route == Route.Kernel) throw new NotSupportedException($"The kernel was demanded, but {NoKernel}.");
        using var scope = torch.NewDisposeScope();
        var memory = new InfiniMemory(tokens, segment, deltaRule, state);
        var read = memory.Read();
        state = new State([.. memory.Kept.Select(s => (s.Name, s.Value.MoveToOuterDisposeScope()))]);
        return read.MoveToOuterDisposeScope();
    }
}
