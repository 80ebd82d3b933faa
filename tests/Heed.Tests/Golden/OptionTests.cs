using Heed.Golden;

namespace Heed.Tests.Golden;

public sealed class OptionTests
{
    [Theory]
    [InlineData("alibi", "alibi + causal", "causal=true")]
    [InlineData("alibi", "alibi", "causal=false")]
    [InlineData("alibi", "alibi + sliding-window(3)", "causal=true", "window=3")]
    [InlineData("causal", "causal + sliding-window(3)", "window=3", "causal=true")]
    [InlineData("causal", "causal(top-left)", "alignment=top-left")]
    [InlineData("rope", "rope(500, adjacent) + causal(top-left)", "alignment=top-left", "causal=true", "pairing=adjacent", "base=500")]
    [InlineData("sparsemax", "scaled-dot-product(0.5) + soft-cap(30) + sparsemax", "softcap=30", "scale=0.5")]
    [InlineData("cosine", "cosine(2)", "scale=2")]
    [InlineData("gated-delta-net", "linear-unnormalized(0.5) + gated-delta-net", "scale=0.5", "causal=true")]
    [InlineData("linear-elu", "linear-elu(false)", "causal=false")]
    [InlineData("nystrom", "nystrom(4, exact)", "landmarks=4", "pinv=exact", "causal=false")]
    public void An_option_belongs_to_the_word_that_takes_it(string id, string expression, params string[] options) =>
        Assert.Equal(Expression.Parse(expression), Options.Apply(id, Given(options)));

    [Theory]
    [InlineData("causal", "causal=false")]
    [InlineData("sliding-window", "causal=false")]
    [InlineData("alibi", "landmarks=4")]
    [InlineData("nystrom", "causal=true")]
    [InlineData("alibi", "slope=4")]
    [InlineData("top-k", "k=2.5")]
    [InlineData("rope", "pairing=quarters")]
    [InlineData("rope", "causal=maybe")]
    public void An_option_that_no_word_takes_or_that_contradicts_is_refused(string id, params string[] options) =>
        Assert.Throws<FormatException>(() => Options.Apply(id, Given(options)));

    private static Dictionary<string, object> Given(string[] options) =>
        options.Select(o => o.Split('=')).ToDictionary(o => o[0], o => o[1] switch
        {
            "true" => true,
            "false" => false,
            _ when double.TryParse(o[1], out var number) => number,
            _ => (object)o[1],
        });
}
