using Heed.Bench.Language;
using Heed.Bench.Sentences;
using Heed.Bench.Synthetic;
using Heed.Bench.Tasks;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Data;

namespace Heed.Bench.Tests.Tasks;

/// <summary>Every other task runs, small, and its numbers are the ones that it says.</summary>
public sealed class SmallRunTests
{
    [Theory]
    [InlineData("mad-in-context-recall", "length=16 steps=2 rows=4 width=8 batch=4")]
    [InlineData("mad-noisy-recall", "length=16 steps=2 rows=4 width=8 batch=4")]
    [InlineData("mad-fuzzy-recall", "length=32 steps=2 rows=4 width=8 batch=4")]
    [InlineData("mad-selective-copy", "length=16 copied=4 steps=2 rows=4 width=8 batch=4")]
    [InlineData("mad-compression", "length=8 steps=2 rows=4 width=8 batch=4")]
    [InlineData("mad-memorization", "steps=2 rows=4 width=8 batch=4")]
    [InlineData("copy", "letters=4 longest=16 steps=2 rows=4 width=8 batch=4")]
    [InlineData("induction", "length=8 longest=16 steps=2 rows=4 width=8 batch=4")]
    [InlineData("needle", "length=16 longest=32 steps=2 rows=4 width=8 batch=4")]
    [InlineData("listops", "shortest=5 longest=16 steps=2 rows=4 width=8 batch=4")]
    [InlineData("characters", "text=0 layers=1 steps=2 rows=2 width=8 batch=2 length=8")]
    public void A_task_measures_mechanisms_and_yardsticks(string id, string size)
    {
        var task = TaskCatalog.Named(id);
        foreach (var mechanism in new[] { "scaled-dot-product", "delta-net", Contestant.Gru, Contestant.Majority })
        {
            var outcome = Cells.Run(task, mechanism, 1, size);
            Assert.Contains(outcome.Numbers, n => n.Metric == task.Metrics[0].Id && n.Condition.Length == 0);
            Assert.All(outcome.Numbers, n => Assert.Contains(n.Metric, task.Metrics.Select(m => m.Id)));
            Assert.All(outcome.Numbers, n => Assert.True(double.IsFinite(n.Value)));
            Assert.Equal(outcome.Numbers.Count, outcome.Numbers.Select(n => (n.Metric, n.Condition)).Distinct().Count());
            Assert.NotNull(outcome.Spent.Parameters);
        }
    }

    [Fact]
    public void Cost_is_measured_with_quartiles_at_every_length()
    {
        var found = Cells.Run(Cells.Task<CostTask>(), "linear-elu", 1, "longest=512 seconds=0");
        foreach (var n in new[] { 64, 128, 256, 512 })
        {
            var pass = found.Numbers.Single(m => m.Metric == "forward" && m.Condition == $"n={n}");
            Assert.True(0 < pass.Lower && pass.Lower <= pass.Value && pass.Value <= pass.Upper);
            Assert.Equal(4 * 64 * 65 * sizeof(float), found.Of("state", $"n={n}"));        // four heads of 64 × 64 and the sum of weights
        }

        Assert.Equal(found.Of("forward", "n=512"), found.Of("forward"));
        Assert.Contains(found.Numbers, n => n.Metric == "exponent");
        Assert.Contains(found.Notes, n => n.Contains("exact attention kernel"));
    }

    [Fact]
    public void A_translator_looks_at_its_source()
    {
        var found = Cells.Run(Cells.Task<AlignmentTask>(), "scaled-dot-product", 1, "steps=3 pairs=64 width=16 batch=8 layers=1");
        Assert.InRange(found.Of("aer"), 0, 1);
        Assert.InRange(found.Of("mass-on-gold"), 0.01, 1);
        Assert.Contains("two texts", Cells.Task<AlignmentTask>().NotApplicable(Contestant.Parse("delta-net")));
    }

    [Fact]
    public void A_model_whose_attention_is_replaced_by_the_same_says_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("heed-");
        try
        {
            var data = new TextData("poems", Texts.BuiltInText.Poems, Segmentation.Characters);
            var spec = new ModelSpec
            {
                Kind = "language-model",
                SourceSymbols = data.Symbols.Count,
                TargetSymbols = data.Symbols.Count,
                Width = 16,
                Embedding = 16,
                Layers = 2,
                Heads = 2,
                FeedForward = 16,
            };
            using (var model = new LanguageModel(spec))
                ModelFolder.Save(Path.Combine(folder.FullName, "character-lm"), ModelCard.Of(spec, data), model);

            var same = Cells.Run(Cells.Task<SwapTask>(), "scaled-dot-product", 1, "windows=4", folder.FullName);
            Assert.Equal((0, 1), (same.Of("delta-loss"), same.Of("argmax-agreement")));
            using var opened = ModelFolder.Open(Path.Combine(folder.FullName, "character-lm"));
            using var batch = Batch.OfWindows(data.Symbols.Encode(data.Segmentation.Cut(Texts.BuiltInText.Poems)), [0, 64, 128, 192], 64);
            Assert.Equal(Models.Training.Likelihood.Of(opened.Model, [batch]).Nats, same.Of("own-loss"), 4);
            Assert.True(Cells.Run(Cells.Task<SwapTask>(), "uniform", 1, "windows=4", folder.FullName).Of("logits-kl") > 1e-6);
            Assert.Equal(0, Cells.Run(Cells.Task<TrainedFidelityTask>(), "scaled-dot-product", 1, "windows=2", folder.FullName)
                .Of("frobenius", "layer=1"));
            Assert.Contains("must learn", Cells.Task<SwapTask>().NotApplicable(Contestant.Parse("delta-net")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_same_symbol_is_counted_against_chance()
    {
        using var scope = torch.NewDisposeScope();
        using var trace = new AttentionTrace();
        var weights = torch.zeros(1, 1, 4, 4);                                             // a b a b
        // A looks at a; the second b at the a just before it, which follows the first b.
        (weights[0, 0, 2, 0], weights[0, 0, 3, 2]) = (torch.tensor(1f), torch.tensor(1f));
        trace.Record(AttentionPlace.Decoder, 0, weights);
        var found = SameToken.Of(torch.tensor(new long[] { 5, 6, 5, 6 }, [1, 4]), trace)!;
        Assert.Equal(1 / (1 / 2.0 + 1 / 3.0), found.Same, 5);      // 1 of the weight, where even weights had 1/2 + 1/3 on the same symbol
        Assert.Equal(1 / (1 / 2.0 + 1 / 3.0), found.After, 5);
    }

    [Theory]
    [InlineData("scaled-dot-product", 10, 2 * 10 * 8 * 4)]
    [InlineData("sliding-window(3)", 10, 2 * 3 * 8 * 4)]                                   // the ring has a place for each key that is seen
    [InlineData("linear-unnormalized", 10, 8 * 8 * 4)]
    [InlineData("identity", 10, 2 * 1 * 8 * 4)]
    public void State_is_what_is_kept_for_a_later_token(string mechanism, int tokens, long bytes) =>
        Assert.Equal(bytes, StateSize.Of(Contestant.Parse(mechanism).Causal, tokens, 1, 8));

    [Fact]
    public void Sentences_are_read_from_the_users_folder_and_a_bad_line_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("heed-");
        try
        {
            Assert.Contains("none was named", Assert.Throws<NotApplicableException>(() => SimilarPairs.Open(null)).Message);
            Assert.Contains("There is no file", Assert.Throws<NotApplicableException>(() => SimilarPairs.Open(folder.FullName)).Message);
            var place = folder.CreateSubdirectory("stsbenchmark").FullName;
            var lines = Enumerable.Range(0, 6)
                .Select(i => $"main\tfile\t2012\t{i}\t{i % 6}.0\tA \"plane\" takes off, {i}.\tAn air plane number {i}").ToArray();
            File.WriteAllLines(Path.Combine(place, "sts-train.csv"), lines);
            File.WriteAllLines(Path.Combine(place, "sts-test.csv"), lines);
            Assert.Equal(["a", "plane", "takes", "off", "3"], SimilarPairs.Open(folder.FullName).Train[3].First);
            var found = Cells.Run(Cells.Task<SentencesTask>(), "scaled-dot-product", 1, "steps=60 batch=6 width=16", folder.FullName);
            Assert.InRange(found.Of("spearman"), 0.8, 1);                                  // six pairs are learned by heart
            File.WriteAllLines(Path.Combine(place, "sts-test.csv"), [.. lines, "main\tfile\t2012\t9\tmuch\ta\tb"]);
            Assert.Contains("line 7: 'much' is no score", Assert.Throws<FormatException>(() => SimilarPairs.Open(folder.FullName)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
