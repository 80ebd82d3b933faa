using Heed.Models.Alignments;
using Heed.Models.Layers;

namespace Heed.Models.Tests.Models;

/// <summary>An alignment of a decoder is the word of the catalog that names it, whichever way it computes.</summary>
public sealed class AlignmentTests : IDisposable
{
    private const long Width = 6;
    private const long Longest = 5;
    private const long Steps = 3;

    // a few roundings of numbers near 1: the same sums, taken over one row or several
    private const double Rounding = 2e-6;
    private readonly DisposeScope scope = torch.NewDisposeScope();

    /// <summary>Every word for decoders, and the scores and sizes that they may have.</summary>
    public static TheoryData<string> Words =>
    [
        .. AlignmentNames.OfDecoders, "additive(width=3)", "additive(scale=2)", "luong-dot(0.5)", "luong-concat(4)", "luong-location(5)",
        "luong-local-m(1, general)", "luong-local-m(1, concat)", "luong-local-m(0, concat, 3)", "luong-local-p(1, general)",
        "luong-local-p(3, concat)", "mocha(2)",
    ];

    /// <summary>Those that are computed in another way than the catalog's.</summary>
    public static TheoryData<string> Faster => [.. Words.Select(row => row.Data).Where(w => Make(w) is PreparedAlignment)];

    public void Dispose() => scope.Dispose();

    [Theory, MemberData(nameof(Words))]
    public void It_is_the_word_of_the_catalog(string words)
    {
        var alignment = Make(words);
        alignment.eval();
        var (queries, source) = (Random(1, 2, Steps, Width), Padded(alignment, Random(2, 2, Longest, Width)));
        using var trace = new AttentionTrace();
        var read = alignment.Look(queries, source with { Past = null }, 0, trace);

        var mechanism = Expression.Parse(alignment.Words).ToMechanism();
        Assert.Equal(Expression.Parse(words), Expression.Parse(alignment.Words));
        var (given, mask) = (alignment.Given(queries, source), Mask.Keys(source.Visible!));
        Pairs.AssertClose(mechanism.Attend(given, mask).squeeze(1), read, Rounding);
        Pairs.AssertClose(mechanism.Weights(given, mask), trace.Weights(AttentionPlace.Cross), Rounding);
    }

    [Theory, MemberData(nameof(Words))]
    public void Step_by_step_it_is_the_whole(string words)
    {
        var alignment = Make(words);
        alignment.eval();
        var (queries, source) = (Random(1, 2, Steps, Width), Padded(alignment, Random(2, 2, Longest, Width)));
        var whole = alignment.Look(queries, source with { Past = null }, 0, null);
        for (var t = 0; t < Steps; t++)
            Pairs.AssertClose(whole.narrow(1, t, 1), alignment.Look(queries.narrow(1, t, 1), source, t, null), Rounding);
    }

    [Theory, MemberData(nameof(Faster))]
    public void The_faster_way_is_the_definition_with_its_gradients(string words)
    {
        var alignment = Make(words);
        alignment.to(torch.float64);
        Assert.All(alignment.parameters(), p => Assert.Equal(torch.float64, p.dtype));
        var (queries, memory) = (Random(1, 2, Steps, Width).to(torch.float64), Random(2, 2, Longest, Width).to(torch.float64));
        using (torch.no_grad()) foreach (var (name, p) in alignment.named_parameters()) p.add_(0.1 * name.Length);   // no bias is 0
        Tensor[] felt = [queries.requires_grad_(), memory.requires_grad_(), .. alignment.parameters()];
        var source = Padded(alignment, memory);
        var (fast, weighed) = (alignment.Look(queries, source, 0, null), Random(3, 2, Steps, Width).to(torch.float64));
        var defined = Expression.Parse(words).ToMechanism()
            .Attend(alignment.Given(queries, source), Mask.Keys(source.Visible!), route: Route.Definition).squeeze(1);
        Pairs.AssertClose(defined, fast, 1e-12);
        var (expected, got) = (Gradients(defined), Gradients(fast));
        Assert.All(expected.Zip(got), pair => Pairs.AssertClose(pair.First, pair.Second, 1e-11));

        IList<Tensor> Gradients(Tensor read) => torch.autograd.grad([(read * weighed).sum()], felt, retain_graph: true);
    }

    [Theory]
    [InlineData("luong-local-m(2)", 0)]
    [InlineData("luong-local-m(1, general)", 3)]
    [InlineData("luong-local-m(1, concat)", 3)]
    public void A_marching_window_goes_on_with_the_step_and_stops_at_the_last_symbol(string words, int first)
    {
        using var trace = new AttentionTrace();
        var alignment = Make(words);
        var source = alignment.Prepare(Random(2, 1, Longest, Width), null, torch.tensor([Longest]));
        alignment.Look(Random(1, 1, 6, Width), source, first, trace);
        var weights = trace.Weights(AttentionPlace.Cross);
        var reach = words.Contains('2') ? 2 : 1;
        for (var t = 0; t < 6; t++)
        {
            var centre = Math.Min(first + t, Longest - 1);
            for (var s = 0; s < Longest; s++) Assert.Equal(Math.Abs(s - centre) <= reach, weights[0, 0, t, s].ToSingle() > 0);
        }
    }

    [Fact]
    public void Noise_drives_a_monotonic_alignment_while_training_only()
    {
        var alignment = Make("monotonic");
        var (queries, source) = (Random(1, 2, Steps, Width), Padded(alignment, Random(2, 2, Longest, Width)));
        Assert.False(alignment.Given(queries, source)["energy"].eq(alignment.Given(queries, source)["energy"]).all().ToBoolean());
        alignment.eval();
        Assert.True(alignment.Given(queries, source)["energy"].eq(alignment.Given(queries, source)["energy"]).all().ToBoolean());
    }

    private static Alignment Make(string words)
    {
        using var start = new Start(1);
        return AlignmentNames.Make(words, start, new Noise(1, 0), Width, 1);
    }

    private static AlignedSource Padded(Alignment alignment, Tensor memory)
    {
        var lengths = torch.tensor([Longest, Steps]);
        return alignment.Prepare(memory, torch.arange(Longest).unsqueeze(0).ge(lengths.unsqueeze(1)), lengths);
    }

    private static Tensor Random(int seed, params long[] shape)
    {
        using var random = new torch.Generator((ulong)seed);
        return torch.randn(shape, generator: random);
    }
}
