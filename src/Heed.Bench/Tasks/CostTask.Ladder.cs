using System.Diagnostics;
using System.Globalization;
using Heed.Bench.Metrics;
using Heed.Bench.Synthetic;
using Heed.Bench.Timing;
using Straight = Heed.Bench.Metrics.Line;

namespace Heed.Bench.Tasks;

public sealed partial class CostTask
{
    /// <summary>One length after another, and what was found at each.</summary>
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
            var counts = numbers.Where(m => m.Condition == Condition(Math.Min(Counts, forward.Keys.Max())))
                .Select(m => m with { Condition = "" });
            var longest = forward.Keys.Max();
            if (widest > Noisy)
                notes.Add($"the machine was noisy: the middle half of exact attention's times spreads over {widest:P0} of the median");
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

        private static Curve Line(Metric metric, SortedDictionary<int, double> found) =>
            new(metric.Name, "tokens", metric.Unit, [.. found.Keys.Select(n => (double)n)], [.. found.Values]);

        /// <summary>The slope of the upper half of the lengths, at least three, on logarithmic axes.</summary>
        private static IEnumerable<Measured> Grown(Metric metric, SortedDictionary<int, double> found)
        {
            var upper = found.TakeLast(Math.Max(3, found.Count / 2)).ToArray();
            if (upper.Length >= 3)
                yield return new(metric.Id,
                    Straight.Slope([.. upper.Select(p => Math.Log(p.Key))], [.. upper.Select(p => Math.Log(p.Value))]));
        }

        /// <summary>
        /// Where the ratio falls below 1 and stays there, on the straight line between two lengths on logarithmic axes; nothing when it
        /// does not.
        /// </summary>
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
            else
                yield return new(Crossover.Id, lengths[first - 1] * Math.Pow(
                    (double)lengths[first] / lengths[first - 1], values[first - 1] / (values[first - 1] - values[first])));
        }
    }
}
