using Heed.Recurrent;

namespace Heed.Tests.Recurrent;

public sealed class ChunkTests
{
    private const long Tokens = 150;

    public static TheoryData<string> Words() => [.. Heed.Catalog.All.Where(e => e.Mechanism is RecurrentAttention).Select(e => e.Card.Id),
        "gla + delta-net", "retention + linear-elu", "based + simple-gla", "based(normalize=false) + delta-net"];

    [Theory, MemberData(nameof(Words))]
    public void A_text_of_several_chunks_is_the_same_in_parallel_and_token_by_token(string expression)
    {
        var (mechanism, q, k, v, signals) = Case(expression);
        var whole = mechanism.Attend(q, k, v, null, signals);
        AssertClose(whole, InChunks(mechanism, q, k, v, signals, 7));
        State? state = null;
        for (long t = 0; t < Tokens; t++)
            AssertClose(whole.narrow(2, t, 1), mechanism.Step(
                q.narrow(2, t, 1), k.narrow(2, t, 1), v.narrow(2, t, 1), signals.Tokens(mechanism.Signals, t, 1), ref state));
    }

    [Theory, MemberData(nameof(Words))]
    public void A_text_of_one_token_with_one_value_is_the_same_at_once_and_as_a_step(string expression)
    {
        var (mechanism, q, k, v, signals) = Case(expression, tokens: 1, valueWidth: 1);
        State? state = null;
        AssertClose(mechanism.Step(q, k, v, signals, ref state), mechanism.Attend(q, k, v, null, signals));
    }

    [Theory, MemberData(nameof(Words))]
    public void The_last_queries_alone_read_what_they_read_among_all(string expression)
    {
        var (mechanism, q, k, v, signals) = Case(expression);
        AssertClose(mechanism.Attend(q, k, v, null, signals).narrow(2, Tokens - 3, 3),
            mechanism.Attend(q.narrow(2, Tokens - 3, 3), k, v, null, signals));
    }

    [Theory, MemberData(nameof(Words))]
    public void A_query_before_the_first_key_reads_nothing(string expression)
    {
        var (mechanism, q, k, v, signals) = Case(expression);
        var read = mechanism.Attend(q, k.narrow(2, 0, 4), v.narrow(2, 0, 4), null, signals.Tokens(mechanism.Signals, 0, 4));
        Assert.True(read.narrow(2, 0, Tokens - 4).eq(0).all().ToBoolean());
        AssertClose(
            mechanism.Attend(q.narrow(2, Tokens - 4, 4), k.narrow(2, 0, 4), v.narrow(2, 0, 4), null,
                signals.Tokens(mechanism.Signals, 0, 4)),
            read.narrow(2, Tokens - 4, 4));
    }

    [Theory]
    [InlineData("gla", torch.ScalarType.Float64, 1e-9)]
    [InlineData("gla", torch.ScalarType.Float32, 2e-5)]
    [InlineData("gla + delta-net", torch.ScalarType.Float64, 1e-9)]
    [InlineData("simple-gla", torch.ScalarType.Float64, 1e-9)]
    [InlineData("simple-gla", torch.ScalarType.Float32, 2e-5)]
    public void What_fades_a_little_or_all_at_once_is_the_same_in_parallel_and_token_by_token(
        string expression, torch.ScalarType type, double tolerance)
    {
        var (mechanism, q, k, v, drawn) = Case(expression);
        var signals = drawn.Select((_, s) => s.to_type(type));
        (q, k, v) = (q.to_type(type), k.to_type(type), v.to_type(type));
        var strength = torch.tensor([0.01, 1.0, 30, 300, double.PositiveInfinity]).to_type(type);
        var fade = signals["log_decay"];
        signals["log_decay"] = fade * strength.index_select(
            0, (torch.arange(fade.numel()) * 7 % 11).clamp(max: 4).sub(4).abs()).reshape(fade.shape);
        Assert.True(signals["log_decay"].eq(double.NegativeInfinity).any().ToBoolean());
        State? state = null;
        var steps = new List<Tensor>();
        for (long t = 0; t < Tokens; t++)
            steps.Add(mechanism.Step(q.narrow(2, t, 1), k.narrow(2, t, 1), v.narrow(2, t, 1),
                signals.Tokens(mechanism.Signals, t, 1), ref state));
        var expected = torch.cat(steps, 2);
        foreach (var chunk in new[] { 1, 7, 16, (int)Tokens })
        {
            var whole = InChunks(mechanism, q, k, v, signals, chunk);
            Assert.True((whole - expected).abs().max().to_type(torch.float64).item<double>()
                < tolerance * (1 + expected.abs().max().to_type(torch.float64).item<double>()), $"chunks of {chunk}");
        }
    }

    [Fact]
    public void A_memory_of_the_past_is_kept_small_and_a_cache_grows()
    {
        var (gla, q, k, v, signals) = Case("gla");
        var causal = Expression.Parse("causal").ToMechanism();
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

    private static Tensor InChunks(Mechanism mechanism, Tensor q, Tensor k, Tensor v, SignalSet signals, long chunk)
    {
        State? state = null;
        var (read, all) = (new List<Tensor>(), Mechanism.Named(q, k, v, signals));
        for (long t = 0; t < Tokens; t += chunk)
            read.Add(mechanism.Step(all.Tokens(mechanism.Roles, t, Math.Min(chunk, Tokens - t)), ref state));
        return torch.cat(read, 2);
    }

    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.True(torch.allclose(expected, actual, rtol: 1e-7, atol: 1e-9), $"{(expected - actual).abs().max().ToDouble()}");

    private static (RecurrentAttention, Tensor, Tensor, Tensor, SignalSet) Case(
        string expression, long tokens = Tokens, long valueWidth = 3)
    {
        var mechanism = (RecurrentAttention)Expression.Parse(expression).ToMechanism();
        var random = new torch.Generator(5);
        Tensor Normal(params long[] shape) => torch.randn(shape, torch.float64, generator: random);
        var (q, k, v) = (Normal(1, 2, tokens, 5), Normal(1, 2, tokens, 5), Normal(1, 2, tokens, valueWidth));
        k = k.Bring(mechanism.Roles.Single(r => r.Name == "k").Range);
        var signals = new SignalSet();
        var sizes = Sizes.For(mechanism, 1, 2, tokens, tokens, 5, valueWidth);
        foreach (var signal in mechanism.Signals.Where(s => !s.Optional))
        {
            var normal = Normal(sizes.Shape(signal));
            signals[signal.Name] = (signal.Range == RoleRange.Negative ? normal + 2 : normal).Bring(signal.Range);
        }

        return (mechanism, q, k, v, signals);
    }
}
