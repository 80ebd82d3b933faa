using Heed.Golden;
using Heed.Models.Alignments;
using Heed.Models.Layers;

namespace Heed.Models.Tests.Models;

/// <summary>Alignments give the weights that other people's code gives.</summary>
public sealed class AlignmentTests : IDisposable
{
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public static TheoryData<string, string> Files => new(
    [
        ("additive", "additive"), ("luong-dot", "dot"), ("luong-general", "general"), ("luong-concat", "concat"),
        ("luong-location", "location(5)"), ("luong-location", "location(7)"),
        ("luong-local-m", "local-m(1, dot)"), ("luong-local-m", "local-m(2, dot)"), ("luong-local-p", "local-p(1, dot)"),
        ("luong-local-p", "local-p(2, dot)"),
    ]);

    public void Dispose() => scope.Dispose();

    [Theory, MemberData(nameof(Files))]
    public void Weights_are_those_of_the_golden_cases(string file, string words)
    {
        var path = Path.Combine(Folder, file + ".json");
        Assert.SkipUnless(File.Exists(path), $"{path} is missing");
        var cases = GoldenFile.Read(path).Cases.Where(c => Fits(c, words)).ToArray();
        Assert.NotEmpty(cases);
        Assert.All(cases, c => Check(c, words));
    }

    [Theory]
    [InlineData("local-m(2)", 0)]
    [InlineData("local-m(1, dot)", 3)]
    public void A_marching_window_goes_on_with_the_step_and_stops_at_the_last_symbol(string words, int first)
    {
        using var start = new Start(1);
        var alignment = AlignmentNames.Make(words, start, new Noise(1, 0), 4, 4, 4, 1);
        var weights = Weights(alignment, torch.randn(1, 6, 4), torch.randn(1, 5, 4), first);
        var reach = words.Contains('2') ? 2 : 1;
        for (var t = 0; t < 6; t++)
        {
            var centre = Math.Min(first + t, 4);
            for (var s = 0; s < 5; s++) Assert.Equal(Math.Abs(s - centre) <= reach, weights[0, t, s].ToSingle() > 0);
        }
    }

    [Fact]
    public void Monotonic_weights_are_those_of_the_golden_cases()
    {
        var path = Path.Combine(Folder, "monotonic.json");
        Assert.SkipUnless(File.Exists(path), $"{path} is missing");
        foreach (var golden in GoldenFile.Read(path).Cases)
        {
            var (energy, weights) = (Of(golden.Inputs["energy"]).squeeze(1), Of(golden.Outputs["weights"]).squeeze(1));
            var previous = torch.zeros(energy.shape[0], energy.shape[2]);
            previous.narrow(1, 0, 1).fill_(1);
            for (var t = 0; t < energy.shape[1]; t++)
                Pairs.AssertClose(weights.select(1, t), previous = MonotonicAlignment.Stop(energy.select(1, t), previous));
        }
    }

    [Fact]
    public void Monotonic_weights_are_the_chances_of_stopping()
    {
        var energy = torch.tensor(new float[] { 0.3f, -1, 2, 0.5f }).unsqueeze(0);
        var previous = torch.tensor(new float[] { 0.1f, 0.6f, 0.2f, 0 }).unsqueeze(0);
        var p = energy.sigmoid().data<float>().ToArray();
        var before = previous.data<float>().ToArray();
        var expected = new float[4];
        for (var j = 0; j < 4; j++)
        {
            for (var k = 0; k <= j; k++)
                expected[j] += before[k] * Enumerable.Range(k, j - k).Aggregate(1f, (passed, l) => passed * (1 - p[l])) * p[j];
        }

        Pairs.AssertClose(torch.tensor(expected).unsqueeze(0), MonotonicAlignment.Stop(energy, previous), 1e-6);
    }

    [Theory]
    [InlineData("causal", "orders one text")]
    [InlineData("rope + sliding-window(4)", "orders one text")]
    [InlineData("alibi", "goes by the distance")]
    [InlineData("gated-delta-net", "orders one text")]
    [InlineData("nystrom", "cannot hide single pairs or keys")]
    [InlineData("location(0)", "must be a whole number from 1 on")]
    [InlineData("local-p(3, cosine)", "no score 'cosine'")]
    [InlineData("dot(3)", "takes no arguments")]
    [InlineData("aditive", "a decoder's own alignments are additive")]
    public void An_alignment_that_makes_no_sense_is_refused(string words, string reason) =>
        Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(() => Pairs.Build<Translator>("rnn-search", words)).Message,
            StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_source_beyond_the_places_that_were_learned_is_refused()
    {
        using var model = Pairs.Build<Translator>("luong", "location(3)");
        using var batch = Batch.OfSources([[4, 5, 6, 7]]);
        Assert.Contains("knows 3 places, but a source has 4", Assert.Throws<ArgumentException>(() => model.Read(batch)).Message);
    }

    [Theory]
    [InlineData("local-p", "local-p(10, general)")]
    [InlineData("luong-local-m(3)", "local-m(3, general)")]
    [InlineData("softmax-one", "softmax-one")]
    public void An_alignment_says_what_it_is(string words, string name)
    {
        using var model = Pairs.Build<Translators.Luong>("luong", words);
        Assert.Equal(name, model.AlignmentName);
    }

    private static string Folder => Path.GetFullPath(Path.Combine(Root(AppContext.BaseDirectory), "..", "shared", "golden"));

    private static bool Fits(GoldenCase golden, string words) =>
        (!golden.Options.TryGetValue("D", out var reach) || words.Contains($"({reach},", StringComparison.Ordinal))
        && (!golden.Inputs.TryGetValue("w_l", out var places) || words == $"location({places.Shape[0]})");

    private static void Check(GoldenCase golden, string words)
    {
        var q = Of(golden.Inputs["q"]).squeeze(1);
        var k = golden.Inputs.TryGetValue("k", out var keys) ? Of(keys).squeeze(1)
            : torch.zeros(q.shape[0], golden.Inputs["v"].Shape[2], 4);
        using var start = new Start(1);
        var hidden = golden.Inputs.TryGetValue("v_a", out var score) || golden.Inputs.TryGetValue("v_p", out score) ? score.Shape[0] : 4;
        var alignment = AlignmentNames.Make(words, start, new Noise(1, 0), q.shape[2], k.shape[2], hidden, 1);
        using (torch.no_grad())
        {
            foreach (var (name, parameter) in alignment.named_parameters())
                parameter.copy_(Given(golden, name.Split('.')[^1], words, q.shape[2], parameter));
        }

        Pairs.AssertClose(Of(golden.Outputs["weights"]).squeeze(1), Weights(alignment, q, k, 0));
    }

    private static Tensor Given(GoldenCase golden, string name, string words, long width, Tensor own)
    {
        if (name == "b") return torch.zeros_like(own);
        if (words == "concat" && name is "w_q") return Of(golden.Inputs["w_a"]).narrow(1, 0, width);
        if (words == "concat" && name is "w_k") return Of(golden.Inputs["w_a"]).narrow(1, width, own.shape[1]);
        return Of(golden.Inputs[words.StartsWith("location", StringComparison.Ordinal) ? "w_l" : name]);
    }

    private static Tensor Of(Numbers numbers) => torch.tensor(numbers.Data, torch.float64).reshape(numbers.Shape).to(torch.float32);

    private static Tensor Weights(Alignment alignment, Tensor queries, Tensor memory, int first)
    {
        using var trace = new AttentionTrace();
        alignment.Look(queries, alignment.Prepare(memory, null, torch.full(memory.shape[0], memory.shape[1], torch.float32)), first, trace);
        return trace.Weights(AttentionPlace.Cross).squeeze(1).MoveToOuterDisposeScope();
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Heed.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
