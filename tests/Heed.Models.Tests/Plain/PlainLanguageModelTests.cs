using Heed.Models.Checkpoints;
using Heed.Models.Plain;
using Heed.Models.Reading;
using Heed.Models.Safetensors;

namespace Heed.Models.Tests.Plain;

public sealed class PlainLanguageModelTests
{
    private const double Allowed = 2e-5;                                                   // of weights between 0 and 1, after four layers
    private const string Text = "Hi, how are you doing, hope everything is well?";

    private static ModelSpec Spec(int layers, int heads, int width, int hidden) => ModelKind.Named("language-model").For(30, 30) with
    { Layers = layers, Heads = heads, Width = width, Embedding = width, FeedForward = hidden, Seed = 5 };

    [Theory]
    [InlineData(1, 1, 2, 1, 1)]
    [InlineData(2, 3, 42, 17, 7)]                                                          // no width is a whole number of registers
    [InlineData(4, 4, 128, 512, 46)]
    [InlineData(1, 2, 16, 8, 300)]                                                         // on several threads
    public void It_looks_where_the_model_looks(int layers, int heads, int width, int hidden, int tokens)
    {
        using var model = (LanguageModel)SequenceModel.Build(Spec(layers, heads, width, hidden));
        using (torch.no_grad())
        using (var random = new torch.Generator(7))
            foreach (var (name, weight) in model.state_dict())                             // then none is 0
                weight.add_(torch.randn(weight.shape, generator: random) * (name.Contains("norm") ? 0.1 : 1 / Math.Sqrt(width)));
        int[] symbols = [.. Enumerable.Range(0, tokens).Select(i => 4 + (i * i % 26))];
        var expected = Expected(model, symbols);
        var found = Plain(model).Looks(symbols);
        Assert.Equal(layers * heads * tokens * tokens, found.Length);
        Assert.InRange(Furthest(expected, found), 0, Allowed);
        if (tokens > 1) Assert.True(expected.Max() - 1.0 / tokens > 0.01, "all look everywhere alike, so that nothing is tested");
    }

    [Fact]
    public void The_model_in_the_box_shows_the_same_picture()
    {
        var folder = BoxedModels.Folder("character-lm");
        using var trained = ModelFolder.Open(folder);
        var reader = new LearnedReader(trained, "character-lm");
        var map = reader.Look(reader.Cut(Text), []);
        var looks = PlainReader.Looks(folder, trained.Card, trained.TargetSymbols.Encode(reader.Cut(Text)));
        Assert.NotNull(looks);
        var plain = new CardReader(trained.Card, "character-lm").Within(reader.Cut(Text), looks);
        Assert.InRange(Furthest(map.Weights.ToArray(), looks), 0, Allowed);
        Assert.Equal((map.Layers, map.Heads, map.Text, map.Provenance), (plain.Layers, plain.Heads, plain.Text, plain.Provenance));
        Assert.Equal(map.KeyLabels, plain.KeyLabels);
    }

    [Theory]
    [InlineData("layers.1.forward.narrow.bias")]
    [InlineData("layers.0.thinking.norm.weight")]
    [InlineData("layers.0.attention.query.bias")]
    public void A_weight_that_it_did_not_read_would_be_noticed(string name)
    {
        using var model = (LanguageModel)SequenceModel.Build(Spec(3, 2, 8, 8));
        var before = Plain(model).Looks([4, 5, 6, 7]);
        using (torch.no_grad())
        using (var random = new torch.Generator(7))
        {
            var weight = model.state_dict()[name];
            weight.add_(torch.randn(weight.shape, generator: random));
        }

        Assert.True(Furthest(before, Plain(model).Looks([4, 5, 6, 7])) > 50 * Allowed);
    }

    [Fact]
    public void Other_models_and_larger_tasks_are_left_to_LibTorch()
    {
        var usual = Spec(1, 2, 8, 8);
        Assert.True(PlainLanguageModel.Reads(usual));
        Assert.False(PlainLanguageModel.Reads(usual with { Attention = "causal" }));
        Assert.False(PlainLanguageModel.Reads(usual with { Heads = 3 }));
        Assert.False(PlainLanguageModel.Reads(usual with { Width = 10, Embedding = 10 }));                // a head's width is odd
        Assert.False(PlainLanguageModel.Reads(ModelKind.Named("transformer").For(30, 30)));
        using var model = SequenceModel.Build(usual);
        foreach (var other in new[] { usual with { Layers = 2 }, usual with { FeedForward = 9 }, usual with { TargetSymbols = 31 } })
        {
            using var file = File(model);
            Assert.Null(PlainLanguageModel.Of(other, file));
        }

        var folder = BoxedModels.Folder("character-lm");
        Assert.Null(PlainReader.Looks(folder, ModelFolder.ReadCard(folder), new int[3000]));
    }

    [Fact]
    public void A_weight_that_is_no_number_is_refused()
    {
        using var model = SequenceModel.Build(Spec(1, 2, 8, 8));
        using (torch.no_grad()) model.state_dict()["norm.bias"].fill_(double.NaN);
        using var file = File(model);
        Assert.Contains("'norm.bias'", Assert.Throws<FormatException>(() => PlainLanguageModel.Of(Spec(1, 2, 8, 8), file)).Message);
    }

    private static PlainLanguageModel Plain(LanguageModel model)
    {
        using var file = File(model);
        return PlainLanguageModel.Of(model.Spec, file)!;
    }

    private static SafetensorsReader File(SequenceModel model)
    {
        var bytes = new MemoryStream();
        Weights.Of(model).Write(bytes);
        bytes.Position = 0;
        return new(bytes, "memory");
    }

    private static float[] Expected(LanguageModel model, int[] symbols)
    {
        model.eval();
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        using var trace = new AttentionTrace();
        using var batch = Batch.OfWindows([.. symbols, Symbols.End], [0], symbols.Length);
        model.Logits(batch, trace);
        return torch.stack([.. trace.Records.Select(r => r.Weights.select(0, 0))]).contiguous().data<float>().ToArray();
    }

    private static double Furthest(float[] x, float[] y) => x.Zip(y, (a, b) => Math.Abs((double)a - b)).Max();
}
