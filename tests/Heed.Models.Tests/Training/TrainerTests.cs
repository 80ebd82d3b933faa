using Heed.Models.Checkpoints;
using Heed.Models.Safetensors;
using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void It_learns()
    {
        var (state, model) = Lesson.Train(Lesson.Options with { Steps = 150, Rate = 5e-3 });
        using (model)
        {
            Assert.Equal(Ending.Budget, state.Ended);
            Assert.True(state.Best!.Loss < 1.8, $"{state.Best}");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_losses_to_the_bit()
    {
        using var one = new Folder();
        using var other = new Folder();
        using var first = Lesson.Train(run: Lesson.Run(one)).Model;
        using var second = Lesson.Train(run: Lesson.Run(other)).Model;
        Assert.Equal(Lesson.Log(one["run"]), Lesson.Log(other["run"]));
        Assert.Equal(Lesson.Numbers(first), Lesson.Numbers(second));
        using var third = Lesson.Train(Lesson.Options with { Seed = 2 }).Model;
        Assert.NotEqual(Lesson.Numbers(first), Lesson.Numbers(third));
    }

    [Fact]
    public void A_run_that_is_cancelled_again_and_again_ends_as_if_it_had_not_been()
    {
        using var one = new Folder();
        using var other = new Folder();
        using var whole = Lesson.Train(run: Lesson.Run(one)).Model;
        _ = Lesson.Run(other);
        for (var stop = 4; ; stop += 5)
        {
            using var cancel = new CancellationTokenSource();
            var (state, model) = Lesson.Train(run: RunFolder.Open(other["run"]), progress: new At(stop, cancel), stop: cancel);
            using (model)
            {
                if (state.Ended is null) continue;
                Assert.Equal(Lesson.Numbers(whole), Lesson.Numbers(model));
                Assert.Equal(Lesson.Log(one["run"]), Lesson.Log(other["run"]));
                Assert.True(stop > 20, "it was never interrupted");
                return;
            }
        }
    }

    [Fact]
    public void The_best_weights_are_kept_and_given()
    {
        using var folder = new Folder();
        // Too fast: it gets worse.
        var options = Lesson.Options with { Steps = 41, Rate = 0.3, Schedule = Schedule.Constant, Clip = 0, WarmUp = 0, ValidateEvery = 4 };
        var (state, last) = Lesson.Train(run: Lesson.Run(folder, options));
        using (last)
        {
            Assert.True(state.Best!.Step < state.Step);
            using var best = ModelFolder.Open(folder["run"]);
            Assert.Equal(state.Best.Loss, Likelihood.Of(best.Model, new PairBatches(Lesson.Data, 16, 1).Validation()).Nats, 10);
            Assert.Equal(2, Directory.GetDirectories(folder["run"]).Length);
        }
    }

    [Fact]
    public void The_mean_of_the_last_validated_weights_is_kept_when_it_is_asked_for()
    {
        using var folder = new Folder();
        var options = Lesson.Options with { Steps = 30, ValidateEvery = 7, Average = 3 };      // validated at 7, 14, 21, 28 and the end
        var seen = new Seen(folder["run"]);
        Lesson.Train(run: Lesson.Run(folder, options), progress: seen).Model.Dispose();
        Assert.Equal([7, 14, 21, 28, 30], seen.Weights.Keys);
        // Going on with a run that has ended changes nothing.
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(["step-000000030", "step-000000030-mean"],
                Directory.GetDirectories(folder["run"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            using var kept = ModelFolder.Open(folder["run"]);
            Assert.All(Lesson.Numbers(kept.Model).Index(),
                x => Assert.Equal((seen.Weights[21][x.Index] + seen.Weights[28][x.Index] + seen.Weights[30][x.Index]) / 3, x.Item, 1e-6f));
            using var again = Lesson.Train(run: RunFolder.Open(folder["run"])).Model;
            Assert.Equal(seen.Weights[30], Lesson.Numbers(again));
        }
    }

    [Fact]
    public void It_stops_early_when_validation_gets_no_better()
    {
        var (state, model) =
            Lesson.Train(Lesson.Options with { Steps = 1000, Rate = 0.3, Clip = 0, WarmUp = 0, ValidateEvery = 2, Patience = 3 });
        using (model)
        {
            Assert.Equal(Ending.EarlyStop, state.Ended);
            Assert.Equal(state.Best!.Step + 6, state.Step);
        }
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_training_and_says_what_to_do()
    {
        using var folder = new Folder();
        using var model = SequenceModel.Build(Lesson.Spec);
        using (torch.no_grad()) model.parameters().First().fill_(float.NaN);
        var e = Assert.Throws<InvalidOperationException>(() => new Trainer(model, new PairBatches(Lesson.Data, 16, 1), Lesson.Options)
            .Train(Lesson.Run(folder), cancel: TestContext.Current.CancellationToken));
        Assert.Contains("NaN at step 0", e.Message);
        Assert.False(RunFolder.Open(folder["run"]).HasCheckpoint);
    }

    [Fact]
    public void Memory_stays_flat_over_thousands_of_steps()
    {
        var counts = new List<long>();
        var options = Lesson.Options with { Steps = 2000, ValidateEvery = 500, Batch = 4 };
        var (_, model) = Lesson.Train(options, progress: new Counting(counts));
        using (model)
        {
            Assert.True(counts.Count >= 4);
            Assert.All(counts, c => Assert.Equal(counts[0], c));
        }
    }

    [Fact]
    public void Progress_tells_what_a_screen_needs()
    {
        var reports = new List<TrainingProgress>();
        using var model = Lesson.Train(progress: new Collecting(reports)).Model;
        var last = reports[^1];
        Assert.Equal((30, 30, 1.0), (last.Step, last.Steps!.Value, last.Share));
        Assert.Equal(TimeSpan.Zero, last.Left);
        Assert.True(last.TokensPerSecond > 0 && last.Loss > 0 && last.Last!.Step == 30);
    }

    [Fact]
    public void Label_smoothing_and_dropout_are_for_training_only()
    {
        using var model = SequenceModel.Build(Lesson.Spec);
        var batches = new PairBatches(Lesson.Data, 16, 1);
        model.train();
        var (one, other) = (Likelihood.Of(model, batches.Validation()), Likelihood.Of(model, batches.Validation()));
        Assert.Equal(one, other);
        Assert.True(model.training);
        Assert.Equal(one.Nats / Math.Log(2), one.Bits, 12);
    }

    /// <summary>Reads the weights of each checkpoint of a validation, of which progress tells at once.</summary>
    private sealed class Seen(string run) : IProgress<TrainingProgress>
    {
        public SortedDictionary<long, float[]> Weights { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Last?.Step != value.Step) return;
            using var model = SequenceModel.Build(Lesson.Spec);
            using var file = new SafetensorsReader(Path.Combine(run, $"step-{value.Step:D9}", "model.safetensors"));
            Checkpoints.Weights.Load(file, model);
            Weights[value.Step] = Lesson.Numbers(model);
        }
    }

    private sealed class At(long step, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        private long seen = -1;

        public void Report(TrainingProgress value)
        {
            if (seen < 0) seen = value.Step;
            if (value.Step >= step || value.Step > seen) cancel.Cancel();
        }
    }

    private sealed class Counting(List<long> counts) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private sealed class Collecting(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
