using Heed.Recurrent;

namespace Heed.Tests.Recurrent;

public sealed class ChunkTests
{
    private const long Tokens = 150;

    public static TheoryData<string> Words() => [.. Heed.Catalog.All.Where(e => e.Mechanism is RecurrentAttention).Select(e => e.Card.Id), "gla + delta-net", "retention + linear-elu"];

    [Theory, MemberData(nameof(Words))]
    public void A_text_of_several_chunks_is_the_same_in_parallel_and_token_by_token(string expression)
    {
        var (mechanism, q, k, v, signals) = Case(expression);
        var whole = mechanism.Attend(q, k, v, null, signals);
        AssertClose(whole, mechanism.AttendInChunks(q, k, v, (int)Tokens, signals));
        AssertClose(whole, mechanism.AttendInChunks(q, k, v, 7, signals));
        State? state = null;
        for (long t = 0; t < Tokens; t++)
            AssertClose(whole.narrow(2, t, 1), mechanism.Step(q.narrow(2, t, 1), k.narrow(2, t, 1), v.narrow(2, t, 1), signals.Tokens(mechanism.Signals, t, 1), ref state));
    }

    [Theory, MemberData(nameof(Words))]
    public void The_last_queries_alone_read_what_they_read_among_all(string expression)
    {
        var (mechanism, q, k, v, signals) = Case(expression);
        AssertClose(mechanism.Attend(q, k, v, null, signals).narrow(2, Tokens - 3, 3), mechanism.Attend(q.narrow(2, Tokens - 3, 3), k, v, null, signals));
    }

    [Theory, MemberData(nameof(Words))]
    public void A_query_before_the_first_key_reads_nothing(string expression)
    {
        var (mechanism, q, k, v, signals) = Case(expression);
        var read = mechanism.Attend(q, k.narrow(2, 0, 4), v.narrow(2, 0, 4), null, signals.Tokens(mechanism.Signals, 0, 4));
        Assert.True(read.narrow(2, 0, Tokens - 4).eq(0).all().ToBoolean());
        AssertClose(
            mechanism.Attend(q.narrow(2, Tokens - 4, 4), k.narrow(2, 0, 4), v.narrow(2, 0, 4), null, signals.Tokens(mechanism.Signals, 0, 4)),
            read.narrow(2, Tokens - 4, 4));
    }

    [Fact]
    public void A_memory_of_the_past_is_kept_small_and_a_cache_grows()
    {
        var (gla, q, k, v, signals) = Case("gla");
        var causal = (IStreaming)Expression.Parse("causal").ToMechanism();
        State? memory = null, cache = null;
        var sizes = new List<(long, long)>();
        for (long t = 0; t < 3; t++)
        {
            gla.Step(q.narrow(2, t, 1), k.narrow(2, t, 1), v.narrow(2, t, 1), signals.Tokens(gla.Signals, t, 1), ref memory);
            causal.Step(q.narrow(2, t, 1), k.narrow(2, t, 1), v.narrow(2, t, 1), [], ref cache);
            sizes.Add((memory!.Numbers, cache!.Numbers));
        }

        Assert.Equal([(2 * 5 * 3, 2 * 8), (2 * 5 * 3, 2 * 16), (2 * 5 * 3, 2 * 24)], sizes);
    }

    private static void AssertClose(Tensor expected, Tensor actual) => Assert.True(torch.allclose(expected, actual, rtol: 1e-7, atol: 1e-9), $"{(expected - actual).abs().max().ToDouble()}");

    private static (RecurrentAttention, Tensor, Tensor, Tensor, Signals) Case(string expression)
    {
        var mechanism = (RecurrentAttention)Expression.Parse(expression).ToMechanism();
        var random = new torch.Generator(5);
        Tensor Normal(params long[] shape) => torch.randn(shape, torch.float64, generator: random);
        var (q, k, v) = (Normal(1, 2, Tokens, 5), Normal(1, 2, Tokens, 5), Normal(1, 2, Tokens, 3));
        if (mechanism.WantsUnitKeys) k /= k.square().sum(-1, true).sqrt();
        var signals = new Signals();
        foreach (var signal in mechanism.Signals.Where(s => !s.Optional))
        {
            var shape = signal.Shape.Split(' ').Select(s => s switch { "B" => 1L, "H" => 2, "M" => Tokens, "Dk" => 5, "F" => mechanism.FeatureWidth(5), _ => 16 });
            var normal = Normal([.. shape]);
            signals[signal.Name] = signal.Range switch { SignalRange.Negative => torch.nn.functional.logsigmoid(normal + 2), SignalRange.Unit => normal.sigmoid(), _ => normal };
        }

        return (mechanism, q, k, v, signals);
    }
}
