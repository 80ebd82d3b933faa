namespace Heed.Bench.Tasks;

/// <summary>
/// Time and memory against length: a pass, a pass with gradients, one more token; what is kept; and from which length on it pays.
/// </summary>
/// <remarks>
/// Four heads of width 64, one text, causal where the mechanism can be. It is timed in pairs with exact attention, in turn. Lengths double
/// until the longest asked for, or until a pass would take too long or more memory than there is. Peak memory is of the process, from when
/// the allocator has given back what it kept.
/// </remarks>
public sealed partial class CostTask : BenchTask
{
    private const int Heads = 4;
    private const int Width = 64;
    private const int Shortest = 64;
    private const int Counts = 512;                                                        // the length that mechanisms are ranked at
    private const double Noisy = 0.3;
    private const double TooLongMs = 4000;
    private const double Safe = 8;                                                         // how much more memory twice the length may take

    private static readonly Metric Forward = new("forward", "A pass", Better.Lower, "ms");
    private static readonly Metric Backward = new("forward-backward", "A pass with gradients", Better.Lower, "ms");
    private static readonly Metric Token = new("token", "One more token", Better.Lower, "ms");
    private static readonly Metric Ratio = new("ratio", "A pass, over exact attention's", Better.Lower);
    private static readonly Metric Memory = new("memory", "Peak memory of a pass with gradients", Better.Lower, "MiB");
    private static readonly Metric State = new("state", "What one more token needs of the past", Better.Lower, "bytes");
    private static readonly Metric Exponent = new("exponent", "Growth of a pass with length, as an exponent", Better.Lower);
    private static readonly Metric TokenExponent =
        new("token-exponent", "Growth of one more token with length, as an exponent", Better.Lower);
    private static readonly Metric Crossover =
        new("crossover", "Length from which on it is faster than exact attention", Better.Lower, "tokens");

    /// <inheritdoc />
    public override string Id => "cost";

    /// <inheritdoc />
    public override string Name => "Time and memory";

    /// <inheritdoc />
    public override string Summary =>
        "How long a pass, a pass with gradients and one more token take at growing lengths, with how much memory, " +
        "and from which length on that is less than for exact attention.";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override Citation? Cite => null;

    /// <inheritdoc />
    public override Question Question => Question.Cost;

    /// <inheritdoc />
    public override bool IsTimed => true;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } =
        [Forward, Backward, Token, Ratio, Memory, State, Exponent, TokenExponent, Crossover];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Of(512, 0.03)],
        Suite.Standard => [Of(4096, 0.15)],
        _ => [Of(65536, 1)],
    };

    /// <inheritdoc />
    public override double Estimate(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return 0.5 + 3 * Lengths(size["longest"]).Count * (size.Number("seconds") + 0.05) + 6e-8 * Math.Pow(size["longest"], 2);
    }

    /// <inheritdoc />
    public override string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        if (contestant.Mechanism is { ReadsQueryKeyValue: false })
            return $"'{contestant}' reads other inputs than queries, keys and values";
        return contestant.Mechanism is null
            ? $"'{contestant}' is no mechanism by itself; its cost is that of the model it stands in" : null;
    }

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size["longest"] < Counts ? $"mechanisms are ranked at a length of {Counts}, so the longest must not be shorter" : null;
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        var causal = context.Contestant.WhyNotCausal is null;
        var mechanism = causal ? context.Contestant.Causal : context.Contestant.Mechanism!;
        var exact = Expression.Parse(causal ? "scaled-dot-product + causal" : "scaled-dot-product").ToMechanism();
        var ladder = new Ladder(cell.Size, context);
        foreach (var n in Lengths(cell.Size["longest"]))
        {
            if (!ladder.Climb(mechanism, exact, n)) break;
            context.Progress?.Report(Math.Pow((double)n / cell.Size["longest"], 2));
        }

        return ladder.Outcome(mechanism);
    }

    private static IReadOnlyList<int> Lengths(int longest) =>
        [.. Enumerable.Range(0, 31).Select(i => (long)Shortest << i).TakeWhile(n => n <= longest).Select(n => (int)n)];

    private static TaskSize Of(int longest, double seconds) => new(("longest", longest), ("seconds", seconds));
}
