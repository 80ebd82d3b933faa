using Heed.Models.Data;
using Heed.Models.Judging;
using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

public sealed class ExaminationTests
{
    [Fact]
    public void A_writer_that_knows_the_truth_has_full_marks_and_one_that_forgets_an_end_has_not()
    {
        using var model = SequenceModel.Build(Lesson.Spec);
        var wanted = Lesson.Data.Examples(Split.Train);
        int[] Truth(Batch batch, int row) => [.. batch.Target[row].data<long>().Select(i => (int)i).Where(i => i > Symbols.End)];
        var perfect = Examination.Of(model, Lesson.Data, Split.Train, b => [.. Enumerable.Range(0, b.Rows).Select(r => Truth(b, r))],
            cancel: TestContext.Current.CancellationToken).All;
        Assert.Equal((wanted.Length, 1, 1, 0),
            (perfect.Sequences, perfect.SequenceAccuracy, perfect.TokenAccuracy, perfect.SymbolErrorRate));
        Assert.Equal(100, perfect.ChrF, 9);
        var short1 = Examination.Of(model, Lesson.Data, Split.Train, b => [.. Enumerable.Range(0, b.Rows).Select(r => Truth(b, r)[..^1])],
            cancel: TestContext.Current.CancellationToken).All;
        Assert.Equal(wanted.Length / (double)wanted.Sum(e => e.Target.Length), short1.SymbolErrorRate, 12);
        Assert.Equal(1, short1.SequenceErrorRate);
    }

    [Fact]
    public void Nats_are_those_of_the_likelihood_and_classes_add_up()
    {
        using var model = SequenceModel.Build(Lesson.Spec);
        var examined = Examination.Greedy((Translator)model, Lesson.Data, Split.Validation, new(2, 4),
            cancel: TestContext.Current.CancellationToken);
        Assert.Equal(Likelihood.Of(model, new PairBatches(Lesson.Data, 16, 1).Validation()).Nats, examined.All.Nats, 5);
        Assert.Equal(examined.All.Sequences, examined.ByLength.Values.Sum(m => m.Sequences));
        Assert.Subset(new HashSet<string> { "1-2", "3-4", "5+" }, examined.ByLength.Keys.ToHashSet());
        Assert.Null(examined.All.AlignmentErrorRate);
        Assert.Null(examined.BestHead);
    }

    [Fact]
    public void Attention_is_compared_with_the_known_alignments_on_average_and_head_by_head()
    {
        var spec = ModelKind.Named("transformer").For(Lesson.Data.SourceSymbols.Count, Lesson.Data.TargetSymbols.Count) with
        {
            Width = 16,
            Embedding = 16,
            Heads = 2,
            Layers = 2,
            FeedForward = 16,
        };
        using var model = SequenceModel.Build(spec);
        var examined = Examination.Greedy((Translator)model, Lesson.Data, Split.Test, cancel: TestContext.Current.CancellationToken);
        Assert.InRange(examined.All.AlignmentErrorRate!.Value, 0.05, 1);
        Assert.InRange(examined.All.MassOnGold!.Value, 0.05, 0.95);
        Assert.InRange(examined.BestHead!.AlignmentErrorRate, 0, 1);
        Assert.InRange(examined.BestHead.Layer, 0, 1);
    }
}
