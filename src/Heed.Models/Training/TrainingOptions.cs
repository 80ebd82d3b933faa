using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Heed.Models.Checkpoints;

namespace Heed.Models.Training;

/// <summary>
/// How a model is trained. Exactly one of <see cref="Steps"/>, <see cref="Epochs"/> and <see cref="Minutes"/> is the budget.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>How options are written to files: names in snake case.</summary>
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new FiniteNumbers() },
        TypeInfoResolver = JsonTypeInfoResolver.Combine(CardJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    /// <summary>The budget in steps.</summary>
    public long? Steps { get; init; }

    /// <summary>The budget in epochs; parts of one are allowed.</summary>
    public double? Epochs { get; init; }

    /// <summary>The budget in minutes of training, validation included. Only such a run cannot be repeated to the bit.</summary>
    public double? Minutes { get; init; }

    /// <summary>Rows of a batch.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>The peak rate of learning.</summary>
    public double Rate { get; init; } = 2e-3;

    /// <summary>The share of <see cref="Rate"/> that a cosine ends at.</summary>
    public double Floor { get; init; } = 0.05;

    /// <summary>How the rate changes.</summary>
    public Schedule Schedule { get; init; } = Schedule.Cosine;

    /// <summary>Steps of the linear rise at the start.</summary>
    public int WarmUp { get; init; } = 100;

    /// <summary>Adam's memory of gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's memory of their squares.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>What Adam adds to the root of the squares.</summary>
    public double Epsilon { get; init; } = 1e-9;

    /// <summary>AdamW's decay of matrices, times the rate in each step; vectors are not decayed.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The longest gradient; longer ones are shortened. 0 = no limit.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>The share of the truth that is spread over all symbols while training; validation never smooths.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Steps between two validations.</summary>
    public int ValidateEvery { get; init; } = 250;

    /// <summary>The most rows to validate with.</summary>
    public int ValidateWith { get; init; } = 1024;

    /// <summary>How many validations without a better one end the training; 0 = none do.</summary>
    public int Patience { get; init; }

    /// <summary>
    /// Of how many validated checkpoints, the last ones, a run keeps the mean of the weights as its model, instead of the best checkpoint
    /// (Vaswani et al. 2017, arXiv:1706.03762, section 6.1); 0 = the best.
    /// </summary>
    public int Average { get; init; }

    /// <summary>Steps between two lines of the log.</summary>
    public int LogEvery { get; init; } = 10;

    /// <summary>Seconds between two checkpoints, besides those of every validation.</summary>
    public double SaveEverySeconds { get; init; } = 60;

    /// <summary>The seed of the order of the data.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads that compute; the same seed gives the same numbers with the same number of threads.</summary>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>Checks that everything makes sense.</summary>
    /// <exception cref="ArgumentException">What does not.</exception>
    public void Check()
    {
        if (new[] { Steps is not null, Epochs is not null, Minutes is not null }.Count(given => given) != 1)
            throw new ArgumentException("Give the budget of the training as steps, as epochs or as minutes, one of the three.");
        Refuse(Steps < 1 || Epochs <= 0 || Minutes <= 0, "The budget must be more than nothing.");
        Refuse(Batch < 1, $"A batch needs at least one row, not {Batch}.");
        Refuse(!(Rate > 0), $"The rate must be more than 0, not {Rate}.");
        Refuse(Floor is not (>= 0 and <= 1), $"The floor is a share of the rate from 0 to 1, not {Floor}.");
        Refuse(WarmUp < 0, $"The warm-up cannot have {WarmUp} steps.");
        Refuse(Beta1 is not (>= 0 and < 1) || Beta2 is not (>= 0 and < 1), "Adam's betas go from 0 to below 1.");
        Refuse(!(Epsilon > 0), "Adam's epsilon must be more than 0.");
        Refuse(!(WeightDecay >= 0), "Weight decay cannot be negative.");
        Refuse(!(Clip >= 0), "The longest gradient cannot be negative; 0 is no limit.");
        Refuse(LabelSmoothing is not (>= 0 and < 1), "Label smoothing is a share from 0 to below 1.");
        Refuse(ValidateEvery < 1 || ValidateWith < 1 || LogEvery < 1, "Validations and lines of the log need at least one step or row.");
        Refuse(Average < 0, $"The mean of {Average} checkpoints makes no sense; 0 keeps the best one.");
        Refuse(Patience < 0 || !(SaveEverySeconds >= 0) || Threads < 1,
            "Patience and seconds cannot be negative, and threads not below 1.");
    }

    /// <summary>The steps of the budget; null when it is one of time.</summary>
    /// <param name="perEpoch">Batches of an epoch.</param>
    public long? StepsOf(long perEpoch) => Steps ?? (Epochs is { } epochs ? Math.Max(1, (long)Math.Ceiling(epochs * perEpoch)) : null);

    /// <summary>The rate of a step.</summary>
    /// <param name="step">Counted from 0.</param>
    /// <param name="share">How much of the budget was used before it, from 0 to 1.</param>
    public double RateAt(long step, double share)
    {
        if (step < WarmUp) return Rate * (step + 1) / WarmUp;
        return Schedule switch
        {
            Schedule.Cosine => Rate * (Floor + (1 - Floor) * (1 + Math.Cos(Math.PI * Math.Clamp(share, 0, 1))) / 2),
            Schedule.InverseSquareRoot => Rate * Math.Sqrt(Math.Max(1, WarmUp) / (double)(step + 1)),
            _ => Rate,
        };
    }

    private static void Refuse(bool wrong, string message)
    {
        if (wrong) throw new ArgumentException(message);
    }
}
