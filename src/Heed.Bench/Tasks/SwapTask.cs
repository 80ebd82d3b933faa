using Heed.Bench.Swapping;
using Heed.Bench.Synthetic;
using Heed.Bench.Texts;

namespace Heed.Bench.Tasks;

/// <summary>
/// Another mechanism in the place of exact attention in a trained language model, in all layers and without any further training.
/// </summary>
public sealed class SwapTask : BenchTask
{
    private const int Length = 64;
    private static readonly Metric Loss = new("delta-loss", "Loss above the model's own", Better.Lower, "nats");
    private static readonly Metric Kl = new("logits-kl", "Divergence of predictions from the model's own", Better.Lower, "nats");
    private static readonly Metric Agreement = new("argmax-agreement", "Predictions that stay the same", Better.Higher, "share");
    private static readonly Metric Own = new("own-loss", "Loss of the model as it is", Better.Neither, "nats");

    /// <inheritdoc />
    public override string Id => "swap";

    /// <inheritdoc />
    public override string Name => "Swap into a trained model";

    /// <inheritdoc />
    public override string Summary =>
        "How much worse a trained language model predicts when all its attention layers look by another mechanism, untrained for it.";

    /// <inheritdoc />
    public override Citation? Cite { get; } = new("Choromanski et al.", "Rethinking Attention with Performers", 2020, "arXiv:2009.14794");

    /// <inheritdoc />
    public override Question Question => Question.Fidelity;

    /// <inheritdoc />
    public override bool NeedsCausal => true;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Loss, Kl, Agreement, Own];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite == Suite.Quick ? [] : [new(("windows", 32))];

    /// <inheritdoc />
    public override double Estimate(TaskSize size) => 2;

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size["windows"] < 1 ? "at least one window of text is needed" : null;
    }

    /// <inheritdoc />
    public override string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        if (contestant.Mechanism is not { ReadsQueryKeyValue: true })
            return $"'{contestant}' is no mechanism that could stand in for another";
        return base.NotApplicable(contestant) ?? WhyUntrained(contestant.Causal);
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        using var frozen = torch.no_grad();
        using var trained = TrainedModel.Open(context);
        var mechanism = context.Contestant.Causal;
        using var batch = trained.Windows(0, cell.Size["windows"], Length);
        var wanted = batch.Wanted.flatten();
        var own = trained.Logits(batch, null).flatten(0, 1).log_softmax(-1);               // (B · T, V)
        Tensor other;
        try
        {
            other = trained.Logits(batch, mechanism).flatten(0, 1).log_softmax(-1);
        }
        catch (ArgumentException e)
        {
            throw new NotApplicableException(e.Message.Split(" (Parameter")[0]);
        }

        var (before, after) = (Nats(own, wanted), Nats(other, wanted));
        if (!double.IsFinite(after)) throw new DivergedException($"The loss with '{mechanism.Name}' is {after}.");
        return new()
        {
            Numbers =
            [
                new(Loss.Id, after - before), new(Own.Id, before),
                new(Kl.Id, (own.exp() * (own - other)).sum(-1).mean().item<float>()),
                new(Agreement.Id, own.argmax(-1).eq(other.argmax(-1)).to(torch.float64).mean().item<double>()),
            ],
            Spent = new(0, StateSize.Of(mechanism, Length, trained.Heads, trained.HeadWidth),
                Operations.Of(mechanism, Length, trained.Heads, trained.HeadWidth), 0),
            DataHash = BuiltInText.PoemsHash,
            Notes = [trained.Note],
        };
    }

    /// <summary>Why a mechanism cannot stand in untrained; null when it can.</summary>
    internal static string? WhyUntrained(Mechanism mechanism) =>
        SignalDraw.Needed(mechanism).FirstOrDefault(s => s.Start != RoleStart.Orthogonal) is { } signal
        ? $"it reads '{signal.Name}' ({signal.Meaning}), which a layer must learn; untrained it would say nothing" : null;

    private static double Nats(Tensor logarithms, Tensor wanted) =>
        -logarithms.gather(1, wanted.unsqueeze(1)).to(torch.float64).mean().item<double>();
}
