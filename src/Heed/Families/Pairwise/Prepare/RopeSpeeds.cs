namespace Heed.Pairwise.Preparing;

/// <summary>How <c>rope-scaling</c> makes angles smaller.</summary>
public enum RopeScalingType
{
    /// <summary>Places are divided by the factor (position interpolation).</summary>
    Linear,

    /// <summary>The base grows by the factor to the power d/(d − 2), so that the slowest pair turns as under <c>linear</c>.</summary>
    Ntk,

    /// <summary>The same with a factor that goes by the length of the text.</summary>
    Dynamic,

    /// <summary>Pairs that turn less than once in training are divided, those that turn more than 32 times are not.</summary>
    Yarn,

    /// <summary>Each pair is divided by a number of its own.</summary>
    Longrope,

    /// <summary>Long wavelengths are divided, short ones are not, and those between in part.</summary>
    Llama3,
}

/// <summary>How fast pairs turn when angles are made smaller.</summary>
internal sealed record RopeSpeeds(RopeScalingType Type, double Factor, long Trained, double Base, long Length, double[]? Divisors,
    double Low, double High, long Original)
{
    private const double Fast = 32, Slow = 1;                                              // turns in training: section 3.2 of YaRN

    /// <summary>How many times as long texts may be.</summary>
    public double Factor { get; } = Factor >= 1 ? Factor
        : throw new ArgumentOutOfRangeException("factor", Factor, "Texts become longer, not shorter: give a factor from 1 on.");

    /// <summary>How long texts were in training.</summary>
    public long Trained { get; } = Trained >= 2 ? Trained
        : throw new ArgumentOutOfRangeException("maxPositionEmbeddings", Trained, "Texts have two tokens at least.");

    /// <summary>What speeds are powers of.</summary>
    public double Base { get; } = Base > 1 ? Base : throw new ArgumentOutOfRangeException("base", Base, "The base must be above 1.");

    /// <summary>The turns by which <c>llama3</c> knows which pairs to leave.</summary>
    public double High { get; } = Low > 0 && High > Low ? High
        : throw new ArgumentOutOfRangeException("highFreqFactor", High, "It must be above low_freq_factor, and that above 0.");

    /// <summary>What the divisors are; all positive.</summary>
    public double[]? Divisors { get; } = Divisors?.All(x => x > 0) ?? true ? Divisors
        : throw new ArgumentException("What angles are divided by must be positive.", "longFactor");

    /// <summary>What queries and keys are multiplied by besides.</summary>
    public double Sharpened => Type switch
    {
        RopeScalingType.Yarn => (0.1 * Math.Log(Factor)) + 1,
        RopeScalingType.Longrope => Math.Sqrt(1 + (Math.Log(Factor) / Math.Log(Trained))),
        _ => 1,
    };

    /// <summary>The speed of each pair.</summary>
    /// <param name="width">Features, an even number.</param>
    public double[] Of(int width)
    {
        if (Type is RopeScalingType.Ntk or RopeScalingType.Dynamic && width < 4)
            throw new ArgumentException($"The base cannot be raised for a single pair, and the width is {width}.", "k");
        if (Type == RopeScalingType.Longrope && Divisors is not null && Divisors.Length != width / 2)
            throw new ArgumentException($"There are {width / 2} pairs, and long_factor has {Divisors.Length} numbers.", "k");
        return [.. Enumerable.Range(0, width / 2).Select(a => Speed(a, width))];
    }

    private double Speed(int a, int width)
    {
        var plain = Math.Pow(Base, -2.0 * a / width);
        return Type switch
        {
            RopeScalingType.Linear => plain / Factor,
            RopeScalingType.Ntk => Raised(Factor),
            RopeScalingType.Dynamic => Raised((Factor * Math.Max(Length, Trained) / Trained) - (Factor - 1)),
            RopeScalingType.Longrope => plain / (Divisors?[a] ?? 1),
            RopeScalingType.Yarn => Mixed(1 - Math.Clamp((a - First(width)) / (Last(width) - First(width)), 0, 1)),
            _ => Mixed(Math.Clamp((((Original > 0 ? Original : Trained) * plain / Math.Tau) - Low) / (High - Low), 0, 1)),
        };

        double Raised(double by) => Math.Pow(Base * Math.Pow(by, width / (width - 2.0)), -2.0 * a / width);

        double Mixed(double left) => (left * plain) + ((1 - left) * plain / Factor);
    }

    private double First(int width) => Math.Max(0, Math.Floor(Pair(Fast, width)));

    private double Last(int width)
    {
        var last = Math.Min(width - 1, Math.Ceiling(Pair(Slow, width)));
        return last == First(width) ? last + 0.001 : last;
    }

    /// <summary>Which pair turns so many times in training, between pairs as the case may be.</summary>
    private double Pair(double turns, int width) => width * Math.Log(Trained / (turns * Math.Tau)) / (2 * Math.Log(Base));
}
