namespace Heed.Layers;

/// <summary>What stands round the rules: norms, gates, the start of a decay, and inputs that many layers read.</summary>
internal static class Round
{
    // how long a step of a state space is at first: between a thousandth and a tenth
    private const double ShortestStep = 0.001;
    private const double LongestStep = 0.1;
    // multiples of it, less whole numbers, lie evenly and in no order
    private static readonly double GoldenRatio = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The output gate, one number for each part of a value.</summary>
    public static Role Gate { get; } = new("gate", "B H N Dv", RoleKind.Token, "how much of each part of what is read gets out");

    /// <summary>The weights of a norm over each head's values, the same for all heads.</summary>
    public static Role Norm { get; } =
        new("norm", "Dv", RoleKind.Parameter, "how far each part of a value is stretched once it is normalised") { Start = RoleStart.One };

    /// <summary>How strongly a token is written.</summary>
    public static Role Beta { get; } =
        new("beta", "B H M", RoleKind.Token, "how strongly a token is written") { Range = RoleRange.Unit };

    /// <summary>How fast a head forgets: the logarithm of a number that is spread over a range at first.</summary>
    /// <param name="least">The least.</param>
    /// <param name="most">The largest.</param>
    public static Role Rate(double least, double most) =>
        new("rate", "H", RoleKind.Parameter, "the logarithm of how fast a head forgets")
        { StartAt = (place, shape) => Math.Log(least + ((most - least) * (place[0] + 0.5) / shape[0])) };

    /// <summary>What is added to a step before it is made positive, so that at first steps are short, some more than others.</summary>
    /// <param name="shape">One number for each head, or for each of its features.</param>
    public static Role StepBias(string shape) =>
        new("step_bias", shape, RoleKind.Parameter, "what is added to a step before log(1 + eˣ)")
        {
            StartAt = (place, shape) =>
            {
                var share = (Channel(place, shape) + 0.5) * GoldenRatio % 1;
                var step = ShortestStep * Math.Pow(LongestStep / ShortestStep, share);
                return step + Math.Log(-Math.Exp(-step) + 1);                              // where log(1 + eˣ) is the step
            },
        };

    /// <summary>The place among all numbers, row by row.</summary>
    /// <param name="place">The place on each axis.</param>
    /// <param name="shape">How long each axis is.</param>
    public static long Channel(long[] place, long[] shape) => place.Zip(shape).Aggregate(0L, (at, axis) => (at * axis.Second) + axis.First);

    /// <summary>Vectors of length one.</summary>
    /// <param name="x">(…, D).</param>
    public static Tensor Unit(Tensor x) => x.Bring(RoleRange.UnitVector);

    /// <summary>Divided by the root of the mean square over some axes.</summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="eps">Added to the mean square.</param>
    /// <param name="over">The axes.</param>
    public static Tensor Normal(Tensor x, double eps, params long[] over) => x / (x.square().mean(over, true) + eps).sqrt();

    /// <summary>x·σ(x).</summary>
    /// <param name="x">Any tensor.</param>
    public static Tensor Silu(Tensor x) => torch.nn.functional.silu(x);

    /// <summary>A few numbers of each token mapped to one for each channel of each head, (B, H, T, D).</summary>
    /// <param name="low">(B, T, R).</param>
    /// <param name="up">(H, D, R).</param>
    public static Tensor Raised(Tensor low, Tensor up) => low.unsqueeze(1).matmul(up.transpose(-2, -1));
}
