namespace Heed.Aligned;

/// <summary>A head looks for what is like a key, keeps some of where it looked last, moves along a little, and sharpens what came
/// out.</summary>
/// <remarks>
/// Keys are compared by cosine. The memory is a ring: from its last place a look moves on to its first. What the head looked at before the
/// first look may be given; else it is all places alike. Powers below one blur instead.
/// </remarks>
public sealed class NtmAddressing : AlignedMechanism, ICataloged<NtmAddressing>
{
    private const string Previous = "previous";
    private const double NoDivisionByZero = 1e-16, ShortestLength = 1e-8;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "ntm-addressing",
        Name = "Addressing of a Neural Turing Machine",
        Cite = new("Graves, Wayne and Danihelka", "Neural Turing Machines", 2014, "arXiv:1410.5401"),
        Formula = "w = (s ∗ (g·softmaxⱼ(β cos(k, mⱼ)) + (1 − g)·w before))^γ, brought to a sum of one;  oᵢ = Σⱼ wⱼmⱼ",
        Tex = @"w_i = \frac{\tilde w_i^{\gamma}}{\sum_j \tilde w_{ij}^{\gamma}},\quad \tilde w_i = s_i * \left(g_i\, "
            + @"\mathrm{softmax}_j(\beta_i \cos(k_i, m_j)) + (1 - g_i)\, w_{i-1}\right),\quad o_i = \sum_j w_{ij} m_j",
        Cost = new("nmd", "md", "m"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsOrdered = true, SumsToOne = true, IsLinearInValues = false, Streams = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("key", "B N C", RoleKind.Query, "what is looked for"),
        new("memory", "B M C", RoleKind.Value, "where it is looked for, and what is read"),
        new("beta", "B N", RoleKind.Token, "how sharply it is looked for") { Range = RoleRange.Positive },
        new("gate", "B N", RoleKind.Token, "how much what was found counts against where the last look went") { Range = RoleRange.Unit },
        new("shift", "B N 3", RoleKind.Token, "shares of going on by one, of staying and of going back") { Range = RoleRange.Simplex },
        new("gamma", "B N", RoleKind.Token, "the power that sharpens") { Range = RoleRange.Positive },
        new("w_prev", "B M", RoleKind.State, "where was looked before") { Optional = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new(Previous, "B M") { Grows = false }];

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs)
    {
        var even = torch.ones([inputs.Batch, inputs.Keys], inputs["memory"].dtype);
        if (inputs.Mask.KeyMask is { } exists) even = even.Filled(exists.logical_not(), 0);
        return new() { [Previous] = inputs.Signals.Find("w_prev") ?? even / even.sum(-1, true).clamp_min(1) };
    }

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before)
    {
        var hidden = inputs.Mask.KeyMask?.logical_not();                                   // (B, M)
        var alike = torch.nn.functional.normalize(inputs["key"], p: 2, dim: -1, eps: ShortestLength)
            .matmul(torch.nn.functional.normalize(Shown(inputs), p: 2, dim: -1, eps: ShortestLength).transpose(1, 2)).squeeze(1);
        var scores = inputs["beta"] * alike;                                               // (B, M)
        if (hidden is not null) scores = scores.Filled(hidden, double.NegativeInfinity);
        var (found, gate) = (Hidden.Softmax(scores, hidden?.logical_not()), inputs["gate"]);
        var kept = (gate * found) + ((1 - gate) * before[Previous]);
        var shift = inputs["shift"].squeeze(1).unbind(-1);
        var moved = Enumerable.Range(-1, 3).Select(by => shift[by + 1].unsqueeze(-1) * kept.roll(-by, 1)).Aggregate((a, b) => a + b);
        var nothing = hidden is null ? moved.le(0) : moved.le(0).logical_or(hidden);       // of which a power has no derivative
        var sharp = moved.Filled(nothing, 1).pow(inputs["gamma"]).Filled(nothing, 0);
        before[Previous] = sharp / (sharp.sum(-1, true) + NoDivisionByZero);
        return before[Previous].view(inputs.Batch, 1, 1, -1);
    }

    /// <inheritdoc />
    protected override Tensor Read(Inputs inputs, Tensor weights, Tensor? visible) => weights.squeeze(1).matmul(Shown(inputs));

    private static Tensor Shown(Inputs inputs) => inputs.Mask.KeyMask is not { } exists ? inputs["memory"]
        : inputs["memory"].Filled(exists.logical_not().unsqueeze(-1), 0);
}
