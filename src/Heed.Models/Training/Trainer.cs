using System.Diagnostics;
using Heed.Models.Checkpoints;

namespace Heed.Models.Training;

/// <summary>
/// Trains a model. The same model, batches, options and number of threads give the same losses to the bit, also when the training is
/// interrupted or killed in between: everything random follows from seeds and the step, and the rest is in the run's checkpoints.
/// </summary>
public sealed class Trainer
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    private readonly SequenceModel model;
    private readonly Batches batches;
    private readonly TrainingOptions options;
    private readonly AdamW optimizer;
    private readonly long? steps;
    private readonly Stopwatch clock = new();
    private TrainingState state = new();
    private double secondsBefore, processorBefore;
    private TimeSpan processorAtStart;
    private long tokensBefore;

    /// <summary>Prepares a training.</summary>
    /// <param name="model">The model; it is changed.</param>
    /// <param name="batches">What to learn from and to validate with.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    public Trainer(SequenceModel model, Batches batches, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (this.model, this.batches, this.options) = (model, batches, options);
        steps = options.StepsOf(batches.PerEpoch);
        optimizer = new(model.named_parameters().Select(p => (p.name, p.parameter)), options);
    }

    /// <summary>
    /// Trains until the budget is used up, validation does not get better any more, or it is cancelled, which saves first.
    /// </summary>
    /// <param name="run">Where to keep checkpoints and the log, and to go on from; null = nowhere.</param>
    /// <param name="progress">Whom to tell, about ten times a second.</param>
    /// <param name="cancel">Ends the training after the step that is being made.</param>
    /// <returns>Where it stands; <see cref="TrainingState.Ended"/> is null when it was cancelled.</returns>
    /// <exception cref="IOException">Another training is going on in the folder, or it cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">The loss or the gradient is no number any more. The last checkpoint stays.</exception>
    public TrainingState Train(RunFolder? run = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        using var hold = run?.Hold();
        torch.set_num_threads(options.Threads);
        state = run?.Restore(model, optimizer) ?? new();
        if (state.Step > 0) TrainingLog.Resumed(run!.Path, state.Step);
        using var log = run?.OpenLog();
        (secondsBefore, processorBefore, tokensBefore) = (state.Seconds, state.ProcessorSeconds, state.Tokens);
        processorAtStart = Environment.CpuUsage.TotalTime;
        clock.Restart();
        var (reported, saved) = (TimeSpan.FromTicks(-1), clock.Elapsed);
        while (state.Ended is null && !cancel.IsCancellationRequested)
        {
            var rate = options.RateAt(state.Step, Share);
            var (loss, norm) = Step(rate);
            if (state.Step % options.LogEvery == 0) WriteLoss(log, rate, norm);
            var ending = Share >= 1 ? Ending.Budget : (Ending?)null;
            if (ending is not null || state.Step % options.ValidateEvery == 0)
            {
                Validate(log, ending);
                run?.Save(model, optimizer, state, log!);
                (saved, reported) = (clock.Elapsed, TimeSpan.FromTicks(-1));
            }
            else if (run is not null && (clock.Elapsed - saved).TotalSeconds >= options.SaveEverySeconds)
            {
                run.Save(model, optimizer, state = Timed, log!);
                saved = clock.Elapsed;
            }

            if (progress is null || (reported >= TimeSpan.Zero && clock.Elapsed - reported < BetweenReports)) continue;
            progress.Report(Report(loss, rate, norm));
            reported = clock.Elapsed;
        }

        if (state.Ended is null) run?.Save(model, optimizer, state = Timed, log!);
        else run?.Average();
        return state;
    }

    private double Seconds => secondsBefore + clock.Elapsed.TotalSeconds;

    private TrainingState Timed =>
        state with
        {
            Seconds = Seconds,
            ProcessorSeconds = processorBefore + (Environment.CpuUsage.TotalTime - processorAtStart).TotalSeconds,
        };

    private double Share => steps is { } all ? (double)state.Step / all : Seconds / 60 / options.Minutes!.Value;

    private (float Loss, double Norm) Step(double rate)
    {
        using var scope = torch.NewDisposeScope();
        using var batch = batches.At(state.Step);
        model.train();
        model.BeginStep(state.Step);
        var loss = model.Loss(batch, options.LabelSmoothing);
        var value = loss.item<float>();
        if (!float.IsFinite(value)) throw Diverged("loss", value);
        loss.backward();
        var norm = optimizer.GradientNorm();
        if (!double.IsFinite(norm)) throw Diverged("length of the gradient", norm);
        optimizer.Step(rate, options.Clip > 0 && norm > options.Clip ? options.Clip / norm : 1);
        state = state with
        {
            Step = state.Step + 1,
            Tokens = state.Tokens + batch.Predicted,
            LossSum = state.LossSum + value,
            LossCount = state.LossCount + 1,
        };
        return (value, norm);
    }

    private void WriteLoss(RunLog? log, double rate, double norm)
    {
        log?.Write(("step", state.Step), ("loss", state.LossSum / state.LossCount), ("rate", rate),
            ("gradient_norm", norm), ("tokens", state.Tokens));
        state = state with { LossSum = 0, LossCount = 0 };
    }

    private void Validate(RunLog? log, Ending? ending)
    {
        var found = Likelihood.Of(model, batches.Validation());
        var validated = new Validated(state.Step, found.Nats);
        var better = !(found.Nats >= state.Best?.Loss);
        state = Timed with { Last = validated, Best = better ? validated : state.Best, SinceBest = better ? 0 : state.SinceBest + 1 };
        state = state with { Ended = ending ?? (options.Patience > 0 && state.SinceBest >= options.Patience ? Ending.EarlyStop : null) };
        log?.Write(("step", state.Step), ("validation_loss", found.Nats), ("validation_right", found.Right), ("seconds", state.Seconds),
            ("processor_seconds", state.ProcessorSeconds));
    }

    private TrainingProgress Report(float loss, double rate, double norm)
    {
        var (share, elapsed) = (Math.Min(Share, 1), TimeSpan.FromSeconds(Seconds));
        return new(state.Step, steps, share, loss, rate, norm, (state.Tokens - tokensBefore) / clock.Elapsed.TotalSeconds, elapsed,
            elapsed * ((1 - share) / share), state.Last, state.Best);
    }

    private InvalidOperationException Diverged(string what, double value) =>
        new($"The {what} is {value} at step {state.Step}: the training has diverged. "
            + $"Take a lower rate than {options.Rate}, a longer warm-up, or clip gradients.");
}
