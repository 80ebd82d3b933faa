namespace Heed.Models.Tests.Models;

/// <summary>Every model can learn ten pairs by heart.</summary>
public sealed class LearningTests
{
    private const int Steps = 300;

    public static TheoryData<string, string?> All => [.. Pairs.Translators];

    [Theory, MemberData(nameof(All))]
    public void Ten_pairs_are_learned_by_heart(string kind, string? attention)
    {
        using var model = Pairs.Build<Translator>(kind, attention,
            change: s => s with { Width = 32, Embedding = s.Heads == 2 ? 32 : 16, FeedForward = s.FeedForward == 0 ? 0 : 32 });
        using var batch = Batch.Of(Pairs.Random(10, 6));
        Assert.True(Learn(model, batch) < 0.1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("3 x gated-delta-net, 1 x (causal + rope)")]
    [InlineData("3 x layer:gated-delta-net, 1 x (causal + rope)")]
    public void A_language_model_learns_ten_windows_by_heart(string? layers)
    {
        using var model = Pairs.Build<LanguageModel>("language-model", layers,
            change: s => s with { Width = 32, Embedding = 32, FeedForward = 64 });
        var random = new Random(1);
        int[] text = [.. Enumerable.Range(0, 200).Select(_ => random.Next(4, Pairs.TargetSymbols))];
        using var batch = Batch.OfWindows(text, [.. Enumerable.Range(0, 10).Select(i => 18L * i)], 8);
        // The first symbols cannot be known: about ln 5 of one in eight.
        Assert.True(Learn(model, batch) < 0.45);
    }

    [Fact]
    public void An_encoder_learns_ten_labels_by_heart()
    {
        using var model = Pairs.Build<TextEncoder>("encoder");
        using var batch =
            Batch.Of([.. Enumerable.Range(0, 10).Select(i => new Example([4 + i % 3, 5 + i % 4, 4 + i % 5, 9], [4 + i % 5]))]);
        Assert.True(Learn(model, batch) < 0.1);
    }

    private static double Learn(SequenceModel model, Batch batch)
    {
        using var optimizer = torch.optim.Adam(model.parameters(), 0.01);
        var loss = double.MaxValue;
        for (var step = 0; step < Steps && loss > 0.05; step++)
        {
            using var scope = torch.NewDisposeScope();
            model.BeginStep(step);
            optimizer.zero_grad();
            var tensor = model.Loss(batch);
            tensor.backward();
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1);
            optimizer.step();
            loss = tensor.ToDouble();
        }

        return loss;
    }
}
