using Heed.Models.Checkpoints;
using Heed.Models.Training;
using Heed.Testing;
using Microsoft.Extensions.Logging;

namespace Heed.Models.Tests.Training;

public sealed class TrainingLogTests
{
    [Fact]
    public void A_training_tells_which_checkpoints_it_keeps_and_from_which_it_goes_on()
    {
        using var folder = new Folder();
        using var log = new CollectingLogger(LogLevel.Debug);
        var run = Lesson.Run(folder, Lesson.Options with { Steps = 6, WarmUp = 1, ValidateEvery = 3 });
        using var stop = new CancellationTokenSource();
        Lesson.Train(run: run, progress: new At(3, stop), stop: stop).Model.Dispose();
        Assert.Equal([$"'{run.Path}' has a checkpoint of step 3."], log.Of(102, "CheckpointKept", LogLevel.Debug));
        Assert.Empty(log.Of(101, "TrainingResumed", LogLevel.Information));
        Lesson.Train(run: RunFolder.Open(run.Path)).Model.Dispose();
        Assert.Equal([$"The training in '{run.Path}' goes on from step 3."], log.Of(101, "TrainingResumed", LogLevel.Information));
        Assert.Equal($"'{run.Path}' has a checkpoint of step 6.", log.Of(102, "CheckpointKept", LogLevel.Debug).Last());
    }

    private sealed class At(long step, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == step) stop.Cancel();
        }
    }
}
