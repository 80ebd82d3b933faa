using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

public sealed class OptionsTests
{
    [Fact]
    public void A_cosine_rises_falls_and_ends_at_its_floor()
    {
        var options = new TrainingOptions { Steps = 1000, Rate = 1, WarmUp = 10, Floor = 0.1 };
        Assert.Equal(0.1, options.RateAt(0, 0), 12);
        Assert.Equal(1, options.RateAt(9, 0.009), 12);
        Assert.Equal(0.55, options.RateAt(500, 0.5), 12);
        Assert.Equal(0.1, options.RateAt(1000, 1), 12);
    }

    /// <summary>Vaswani et al. 2017, equation 3: width^−0.5 · min(step^−0.5, step · w^−1.5).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2000)]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(100_000)]
    public void The_Transformers_schedule_is_that_of_the_paper(int step)
    {
        var options = new TrainingOptions
        { Steps = 1, Schedule = Schedule.InverseSquareRoot, WarmUp = 4000, Rate = 1 / Math.Sqrt(512.0 * 4000) };
        Assert.Equal(Math.Pow(512, -0.5) * Math.Min(Math.Pow(step, -0.5), step * Math.Pow(4000, -1.5)), options.RateAt(step - 1, 0), 12);
    }

    [Fact]
    public void Exactly_one_budget_is_given()
    {
        Assert.Throws<ArgumentException>(() => new TrainingOptions().Check());
        Assert.Throws<ArgumentException>(() => new TrainingOptions { Steps = 1, Minutes = 1 }.Check());
        new TrainingOptions { Epochs = 0.5 }.Check();
        Assert.Equal(50, new TrainingOptions { Epochs = 0.5 }.StepsOf(100));
        Assert.Null(new TrainingOptions { Minutes = 2 }.StepsOf(100));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        TrainingOptions good = new() { Steps = 1 };
        TrainingOptions[] bad =
        [
            good with { Steps = 0 }, good with { Batch = 0 }, good with { Rate = 0 }, good with { Rate = double.NaN },
            good with { Floor = 2 }, good with { WarmUp = -1 }, good with { Beta1 = 1 }, good with { Epsilon = 0 },
            good with { WeightDecay = -1 }, good with { Clip = -1 }, good with { LabelSmoothing = 1 }, good with { ValidateEvery = 0 },
            good with { LogEvery = 0 }, good with { Patience = -1 }, good with { Threads = 0 },
        ];
        Assert.All(bad, options => Assert.Throws<ArgumentException>(options.Check));
    }
}
