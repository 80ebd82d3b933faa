namespace Heed.Aligned;

/// <summary>
/// Each query stops somewhere to the right of where the last one stopped, and then reads a few keys up to there by softmax.
/// </summary>
/// <remarks>
/// Energies are given, one for stopping and one for the chunk; the expectation over all places where it might stop is computed.
/// </remarks>
/// <param name="chunkSize">How many keys are read, the one where it stopped included.</param>
public sealed class Mocha(long chunkSize = 3) : AlignedMechanism, ICataloged<Mocha>
{
    private readonly long chunkSize = chunkSize >= 1 ? chunkSize
        : throw new ArgumentOutOfRangeException(nameof(chunkSize), chunkSize, "A chunk holds at least the key where a query stopped.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "mocha",
        Name = "Monotonic chunkwise attention (MoChA)",
        Cite = new("Chiu and Raffel", "Monotonic Chunkwise Attention", 2017, "arXiv:1712.05382"),
        Formula = "βᵢⱼ = Σ_{j≤k<j+w} αᵢₖ softmax_{k−w<l≤k}(uᵢₗ)ⱼ,  α as for monotonic,  oᵢ = Σⱼ βᵢⱼvⱼ",
        Tex = @"\beta_{ij} = \sum_{k=j}^{j+w-1} \alpha_{ik} \frac{e^{u_{ij}}}{\sum_{l=k-w+1}^{k} e^{u_{il}}},\quad "
            + @"o_i = \sum_j \beta_{ij} v_j",
        Cost = new("nmd", "nm", "m"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => ThreeInputs;

    /// <summary>How well each query and key match, for stopping and for reading, and what is read.</summary>
    internal static IReadOnlyList<Role> ThreeInputs { get; } =
        [.. Monotonic.EnergyAndValues, new("chunk_energy", "B H N M", RoleKind.Token,
            "how much a query reads of a key up to where it stopped")];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => Monotonic.StoppedSlot;

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs) => Monotonic.Began(inputs);

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before) => LookBack(inputs, visible, before, chunkSize);

    /// <summary>What is read up to where the next query stops, (B, H, 1, M).</summary>
    internal static Tensor LookBack(Inputs inputs, Tensor? visible, SignalSet before, long size)
    {
        var stops = Monotonic.Stop(inputs, visible, before);
        var place = torch.arange(inputs.Keys);
        var behind = place.unsqueeze(1) - place.unsqueeze(0);                              // (M, M): how far key j lies before a stop at k
        var read = behind.ge(0).logical_and(behind.lt(size)).unsqueeze(0).unsqueeze(0);
        if (visible is not null) read = read.logical_and(visible);
        var chunks = inputs["chunk_energy"].expand(-1, -1, inputs.Keys, -1).Filled(read.logical_not(), double.NegativeInfinity);
        return stops.matmul(Hidden.Softmax(chunks, read));
    }
}
