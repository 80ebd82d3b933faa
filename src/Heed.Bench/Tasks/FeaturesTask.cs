using Heed.Bench.Metrics;
using Heed.Models.Layers;

namespace Heed.Bench.Tasks;

/// <summary>
/// How the error of random features falls with their number, as the Performer was published with: orthogonal directions against independent
/// ones, positive features against waves.
/// </summary>
/// <remarks>
/// Width 16, both ways. Queries and keys are normal and brought to one length, by default so that scaled ones have length 1: the published
/// figure says only that they were normalised. The length decides which features are better: for long ones waves are far worse, for short
/// ones they are worse with few features and better with many.
/// </remarks>
public sealed class FeaturesTask : BenchTask
{
    private const int Width = 16;
    private const int Fewest = 8;
    private static readonly Metric Mse = new("mse", "Squared error of the output", Better.Lower);
    private static readonly Metric Slope = new("slope", "Slope of the error against the number of features, logarithms", Better.Lower);
    private static readonly Metric Gain =
        new("orthogonal-gain", "Error of independent directions over that of orthogonal ones", Better.Higher);

    private enum Directions
    {
        Orthogonal,
        Independent,
        Waves,
    }

    /// <inheritdoc />
    public override string Id => "random-features";

    /// <inheritdoc />
    public override string Name => "Error by number of random features";

    /// <inheritdoc />
    public override string Summary =>
        "How fast the error of random features falls with their number, and what orthogonal directions and positive features are good for.";

    /// <inheritdoc />
    public override Citation? Cite { get; } = new("Choromanski et al.", "Rethinking Attention with Performers", 2020, "arXiv:2009.14794");

    /// <inheritdoc />
    public override Question Question => Question.Fidelity;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Mse, Slope, Gain];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [],
        Suite.Standard => [Of(1024, 15)],
        _ => [Of(4096, 15)],
    };

    /// <inheritdoc />
    public override double Estimate(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return 1 + 3e-7 * Math.Pow(size["n"], 2) * size["draws"];
    }

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size["n"] < 2 || size["draws"] < 1 || size["features"] < Fewest
            ? $"at least 2 tokens, one draw and {Fewest} features are needed" : null;
    }

    /// <inheritdoc />
    public override string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        return contestant.Mechanism?.Signals.Any(s => s.Start == RoleStart.Orthogonal) == true
            ? null : $"'{contestant}' has no random features";
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        using var frozen = torch.no_grad();
        var features = new List<int>();
        for (var m = Fewest; m <= cell.Size["features"]; m *= 2) features.Add(m);
        var errors = new Dictionary<Directions, double[]>();
        foreach (var kind in Enum.GetValues<Directions>())
        {
            errors[kind] = [.. features.Select(m => Enumerable.Range(0, cell.Size["draws"]).Average(draw =>
            {
                context.Cancel.ThrowIfCancellationRequested();
                return Error(kind, m, cell.Size, cell.Seed * 1000L + draw);
            }))];
            context.Progress?.Report((errors.Count) / 3.0);
        }

        var own = errors[Directions.Orthogonal];
        var x = features.Select(m => (double)m).ToArray();
        return new()
        {
            Numbers =
            [
                new(Mse.Id, own[^1]), new(Slope.Id, Line.Slope([.. x.Select(f => Math.Log(f))], [.. own.Select(e => Math.Log(e))])),
                new(Gain.Id, own.Zip(errors[Directions.Independent], (o, i) => i / o).Average()),
                .. errors.SelectMany(e => features.Select((m, i) =>
                    new Measured(Mse.Id, e.Value[i], $"directions={Spelling.Kebab(e.Key.ToString())} features={m}"))),
            ],
            Curves = [.. errors.Select(e =>
                new Curve($"{Spelling.Kebab(e.Key.ToString())} features", "features", "squared error", x, e.Value))],
            Spent = new(0, Flops: 4.0 * cell.Size["n"] * features[^1] * Width, Steps: 0),
        };
    }

    private static double Error(Directions kind, int count, TaskSize size, long draw)
    {
        using var scope = torch.NewDisposeScope();
        var random = new torch.Generator((ulong)draw);
        var (tokens, length) = (size["n"], size.Number("norm") * Math.Pow(Width, 0.25));
        var (q, k, v) = (Normalised(tokens, length, random), Normalised(tokens, length, random),
            torch.randn([tokens, Width], torch.float64, generator: random));
        using var start = new Start((int)(draw * 31 + count));
        var directions = kind == Directions.Orthogonal
            ? start.Features(count, Width).to(torch.float64)
            : torch.randn([count, Width], torch.float64, generator: random);
        var exact = (q.matmul(k.t()) / Math.Sqrt(Width)).softmax(-1).matmul(v);
        var (fq, fk) = (Map(q, directions, kind), Map(k, directions, kind));
        var sums = fq.matmul(fk.sum(0L).unsqueeze(1));                                     // (N, 1)
        return Errors.MeanSquare(exact, fq.matmul(fk.t().matmul(v)) / sums);
    }

    /// <summary>Features whose products are on average the exponentials of scaled dot products: as published, or waves.</summary>
    private static Tensor Map(Tensor x, Tensor directions, Directions kind)
    {
        var scaled = x * Math.Pow(Width, -0.25);
        var (along, half) = (scaled.matmul(directions.t()), scaled.square().sum(-1, true) / 2);
        return kind == Directions.Waves ? torch.cat([along.cos(), along.sin()], -1) * half.exp() : (along - half).exp();
    }

    private static Tensor Normalised(int tokens, double length, torch.Generator random)
    {
        var x = torch.randn([tokens, Width], torch.float64, generator: random);
        return x * (length / x.square().sum(-1, true).sqrt());
    }

    private static TaskSize Of(int n, int draws) => new(("n", n), ("draws", draws), ("features", 256), ("norm", 1));
}
