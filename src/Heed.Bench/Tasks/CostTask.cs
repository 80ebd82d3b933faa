using System.Diagnostics;
using System.Globalization;
using Heed.Bench.Metrics;
using Heed.Bench.Synthetic;
using Heed.Bench.Timing;
using Straight = Heed.Bench.Metrics.Line;

namespace Heed.Bench.Tasks;

/// <summary>Time and memory against length: a pass, a pass with gradients, one more token; what is kept; and from which length on it pays.</summary>
/// <remarks>
/// Four heads of width 64, one text, causal where the mechanism can be. It is timed in pairs with exact attention, in turn. Lengths double until the longest asked for, or until a pass would take too
/// long or more memory than there is. Peak memory is of the process, from when the allocator has given back what it kept.
/// </remarks>
public sealed class CostTask : BenchTask
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
    private static readonly Metric TokenExponent = new("token-exponent", "Growth of one more token with length, as an exponent", Better.Lower);
    private static readonly Metric Crossover = new("crossover", "Length from which on it is faster than exact attention", Better.Lower, "tokens");

    /// <inheritdoc />
    public override string Id => "cost";

    /// <inheritdoc />
    public override string Name => "Time and memory";

    /// <inheritdoc />
    public override string Summary => "How long a pass, a pass with gradients and one more token take at growing lengths, with how much memory, and from which length on that is less than for exact attention.";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override Citation? Cite => null;

    /// <inheritdoc />
    public override Question Question => Question.Cost;

    /// <inheritdoc />
    public override bool IsTimed => true;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Forward, Backward, Token, Ratio, Memory, State, Exponent, TokenExponent, Crossover];

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
        if (contestant.Mechanism is { ReadsQueryKeyValue: false }) return $"'{contestant}' reads other inputs than queries, keys and values";
        return contestant.Mechanism is null ? $"'{contestant}' is no mechanism by itself; its cost is that of the model it stands in" : null;
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

    private static IReadOnlyList<int> Lengths(int longest) => [.. Enumerable.Range(0, 31).Select(i => (long)Shortest << i).TakeWhile(n => n <= longest).Select(n => (int)n)];

    private static TaskSize Of(int longest, double seconds) => new(("longest", longest), ("seconds", seconds));

    private sealed class Ladder(TaskSize size, CellContext context)
    {
        private readonly List<Measured> numbers = [];
        private readonly SortedDictionary<int, double> forward = [], token = [], ratios = [];
        private readonly List<string> notes = [];
        private double widest;
        private double memoryBefore;

        /// <summary>Measures one length; whether the next is worth trying.</summary>
        public bool Climb(Mechanism mechanism, Mechanism exact, int n)
        {
            context.Cancel.ThrowIfCancellationRequested();
            if (PeakMemory.Available() is { } left && memoryBefore * Safe > left)
            {
                notes.Add($"stopped before a length of {n}: twice the length may take more memory than there is");
                return false;
            }

            using var scope = torch.NewDisposeScope();
            using var own = new Bout(mechanism, n, Heads, Width);
            using var other = new Bout(exact, n, Heads, Width);
            if (n == Shortest) notes.Add($"it ran {own.Way}; exact attention {other.Way}");
            var clock = Stopwatch.StartNew();
            var peak = PeakMemory.Of(own.ForwardAndBackward);
            var once = clock.Elapsed.TotalMilliseconds;
            var seconds = size.Number("seconds");
            var pass = Pair.Of(new(own.Forward), new(other.Forward), seconds, context.Cancel);
            var learning = Pair.Of(new(own.ForwardAndBackward), new(other.ForwardAndBackward), seconds, context.Cancel);
            widest = Math.Max(widest, Math.Max(pass.Second.Spread, learning.Second.Spread));
            Add(Forward, n, pass.First);
            Add(Backward, n, learning.First);
            Add(Ratio, n, pass.Ratio);
            (forward[n], ratios[n]) = (pass.First.Median, pass.Ratio.Median);
            if (own.Step() is { } step && other.Step() is { } otherStep)
            {
                var one = Pair.Of(step, otherStep, seconds, context.Cancel);
                Add(Token, n, one.First);
                token[n] = one.First.Median;
            }

            if (peak is { } mebibytes) numbers.Add(new(Memory.Id, memoryBefore = mebibytes, Condition(n)));
            if (StateSize.Of(mechanism, n, Heads, Width) is { } bytes) numbers.Add(new(State.Id, bytes, Condition(n)));
            if (once <= TooLongMs) return true;
            notes.Add($"stopped at a length of {n}: a pass with gradients took {once / 1000:F1} s");
            return false;
        }

        public Outcome Outcome(Mechanism mechanism)
        {
            var counts = numbers.Where(m => m.Condition == Condition(Math.Min(Counts, forward.Keys.Max()))).Select(m => m with { Condition = "" });
            var longest = forward.Keys.Max();
            if (widest > Noisy) notes.Add($"the machine was noisy: the middle half of exact attention's times spreads over {widest:P0} of the median");
            return new()
            {
                Numbers = [.. counts, .. Grown(Exponent, forward), .. Grown(TokenExponent, token), .. Crossed(), .. numbers],
                Spent = new(0, StateSize.Of(mechanism, longest, Heads, Width), Operations.Of(mechanism, longest, Heads, Width)),
                Curves = [Line(Forward, forward), .. token.Count > 0 ? [Line(Token, token)] : Array.Empty<Curve>()],
                Notes = notes,
            };
        }

        private void Add(Metric metric, int n, Quartiles q) => numbers.Add(new(metric.Id, q.Median, Condition(n), q.Lower, q.Upper));

        private static string Condition(int n) => string.Create(CultureInfo.InvariantCulture, $"n={n}");

        private static Curve Line(Metric metric, SortedDictionary<int, double> found) => new(metric.Name, "tokens", metric.Unit, [.. found.Keys.Select(n => (double)n)], [.. found.Values]);

        /// <summary>The slope of the upper half of the lengths, at least three, on logarithmic axes.</summary>
        private static IEnumerable<Measured> Grown(Metric metric, SortedDictionary<int, double> found)
        {
            var upper = found.TakeLast(Math.Max(3, found.Count / 2)).ToArray();
            if (upper.Length >= 3) yield return new(metric.Id, Straight.Slope([.. upper.Select(p => Math.Log(p.Key))], [.. upper.Select(p => Math.Log(p.Value))]));
        }

        /// <summary>Where the ratio falls below 1 and stays there, on the straight line between two lengths on logarithmic axes; nothing when it does not.</summary>
        private IEnumerable<Measured> Crossed()
        {
            var (lengths, values) = (ratios.Keys.ToArray(), ratios.Values.Select(r => Math.Log(r)).ToArray());
            if (values[^1] >= 0)
            {
                notes.Add($"up to a length of {lengths[^1]} it is not faster than exact attention");
                yield break;
            }

            var first = values.Length - 1;
            while (first > 0 && values[first - 1] < 0) first--;
            if (first == 0) yield return new(Crossover.Id, lengths[0]);
            else yield return new(Crossover.Id, lengths[first - 1] * Math.Pow((double)lengths[first] / lengths[first - 1], values[first - 1] / (values[first - 1] - values[first])));
        }
    }
}
