namespace Heed.Pairwise.Preparing;

/// <summary>Queries grow slowly with their place, so that attention stays sharp when there are ever more keys to share it.</summary>
/// <remarks>
/// A query is multiplied by a number that grows with the logarithm of its place, from a number of tokens on. Llama 4 and Ministral 3 take
/// steps, which lie one place apart in the two; Inkling grows smoothly. Models take steps of thousands of tokens: 8192 in Llama 4. Keys
/// stay as they are.
/// </remarks>
/// <param name="form">Which model's rule.</param>
/// <param name="beta">How fast it grows.</param>
/// <param name="floor">How many tokens make a step, or until which place nothing grows.</param>
public sealed class PositionTemperature(TemperatureForm form = TemperatureForm.Llama4, double beta = 0.1, double floor = 4)
    : Prepare, ICataloged<PositionTemperature>
{
    private const double Fastest = 1e6;

    private readonly double beta = beta is >= 0 and <= Fastest ? beta
        : throw new ArgumentOutOfRangeException(nameof(beta), beta, $"Queries do not shrink: give a number from 0 to {Fastest}.");
    private readonly double floor = floor >= 1 && double.IsFinite(floor) ? floor
        : throw new ArgumentOutOfRangeException(nameof(floor), floor, "A step has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "position-temperature",
        Name = "Temperature by position (Llama 4)",
        Cite = new("Meta", "Llama 4, the model as its code computes it", 2025,
            "github.com/ml-explore/mlx-lm/blob/main/mlx_lm/models/llama4.py"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(τᵢ qᵢ·kⱼ / √d) vⱼ,  τᵢ = 1 + β ln(1 + ⌊(i + 1) / n₀⌋)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{\tau_i\, q_i \cdot k_j}{\sqrt d}\right) v_j,\quad "
            + @"\tau_i = 1 + \beta \ln\left(1 + \left\lfloor \frac{i + 1}{n_0} \right\rfloor\right)",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = beta == 0 ? Place.None : Place.Absolute, Lengthens = true };

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // queries are multiplied before it

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k)
    {
        var temperature = torch.tensor([.. inputs.Places.Queries.Select(Of)], torch.float64).to(q.dtype);
        inputs.Trace?.Record("temperature", temperature);
        return (q * temperature.unsqueeze(-1), k);
    }

    /// <summary>What a query is multiplied by; one that stands before the text as the first.</summary>
    private double Of(long place)
    {
        var i = Math.Max(0, place);
        return 1 + (beta * Math.Log(form switch
        {
            TemperatureForm.Llama4 => 1 + Math.Floor((i + 1) / floor),
            TemperatureForm.Ministral3 => 1 + Math.Floor(i / floor),
            _ => Math.Max(1, (i + 1) / floor),
        }));
    }
}

/// <summary>Which model's rule makes queries grow.</summary>
public enum TemperatureForm
{
    /// <summary>1 + β ln(1 + ⌊(i + 1) / n₀⌋).</summary>
    Llama4,

    /// <summary>1 + β ln(1 + ⌊i / n₀⌋).</summary>
    Ministral3,

    /// <summary>1 + β ln max(1, (i + 1) / n₀).</summary>
    Inkling,
}
