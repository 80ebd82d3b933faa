namespace Heed.Pairwise.Contexts;

/// <summary>Keys and values that belong to no token are learned, and every token reads them beside the text.</summary>
/// <remarks>
/// The paper's models need no feed-forward layers for them. They are seen whatever a mask hides, stand nowhere in the text, and are neither
/// rotated nor biased.
/// </remarks>
/// <param name="slots">How many a layer learns that makes its own.</param>
public sealed class PersistentMemory(long slots = 4) : Context, ICataloged<PersistentMemory>
{
    private readonly long slots = slots >= 1 ? slots
        : throw new ArgumentOutOfRangeException(nameof(slots), slots, "At least one key is learned.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "persistent-memory",
        Name = "Persistent memory (all-attention)",
        Cite = new("Sukhbaatar et al.", "Augmenting Self-attention with Persistent Memory", 2019, "arXiv:1907.01470"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·k̃ⱼ / √d) ṽⱼ,  k̃ = [m_k; k], ṽ = [m_v; v]",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot \tilde k_j}{\sqrt d}\right) \tilde v_j,\quad \tilde k = [m_k; k],\ "
            + @"\tilde v = [m_v; v]",
        Cost = new("n(n + m)d", "(n + m)d", "(n + m)d"),
        Witness = new("persistent-memory",
            0.428913, -0.233726, -0.0558382, 0.0923714, 0.218075, -0.149016,
            -0.146893, 0.349676, 0.0193139, -0.135222, -0.0220829, 0.245525),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals =>
    [
        new("m_k", $"G X={slots} Dk", RoleKind.Parameter, "keys of the memory"),
        new("m_v", "G X Dv", RoleKind.Parameter, "values of the memory"),
    ];

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { ReadsWithoutKeys = true, ChangesSums = true, Learns = true };

    /// <inheritdoc />
    public override (Tensor K, Tensor V) Before(Inputs inputs) => (ForAll(inputs, "m_k"), ForAll(inputs, "m_v"));

    private static Tensor ForAll(Inputs inputs, string name) => inputs[name].unsqueeze(0).expand(inputs.Batch, -1, -1, -1);
}
